// A process as a tree of steps, the way approval products draw it. It is only another view of the
// BPMN model: what the tree does not show stays in the document that it was read from.

export type BlockKind = 'conditions' | 'parallel' | 'inclusive';
export type NodeKind = 'start' | 'approve' | 'handle' | 'copy' | 'call' | 'delay' | 'automatic' | 'end' | 'route' | BlockKind;

// Values of the settings of a step, by name: `jw:candidates`, and of what is not a `jw:` setting
// `process` (of a sub-process), `wait` (of a delay), `to`, `title`, `text` (of a copy), `starters` (of
// the start: what the process itself says, jw:starters), `name` (of the process, at its start),
// `of.jw:…` (other settings of the process, at its start) and `back` (of a route: the element that it leads to).
export type Settings = Record<string, string>;

export interface TreeNode {
  id: string;
  kind: NodeKind;
  name: string;
  settings: Settings;
  from?: string; // the element of the document that this one is made of; of a new step none
  branches?: Branch[]; // of a block, at least two
  join?: string | null; // of a block: the gateway where its branches meet again, if there is one
  joinFrom?: string;
  merge?: string; // the gateway in front of it, where routes back to it come in, if the model has one
  lane?: string; // where it lies, in a model with lanes
  joinLane?: string;
  mergeLane?: string;
}

// A part of the drawing for the steps of a role or unit.
export interface Lane {
  id: string;
  name: string;
}

export interface Branch {
  flow: string; // the sequence flow that leads into it
  from?: string;
  name: string;
  condition: string;
  isDefault: boolean;
  nodes: TreeNode[];
}

export interface Tree {
  document: XMLDocument;
  process: string;
  nodes: TreeNode[];
  lanes: Lane[]; // from top to bottom
}

// An element that the tree cannot show, and the key of the words that say why.
export interface Reason {
  element: string;
  name: string;
  why: 'broken' | 'processes' | 'lanes' | 'element' | 'boundary' | 'starts' | 'loop' | 'join' | 'unconnected' | 'annotation';
}

export type Reading = { tree: Tree; reasons?: undefined } | { tree?: undefined; reasons: Reason[] };

export const gatewayOf: Record<BlockKind, string> = {
  conditions: 'exclusiveGateway',
  parallel: 'parallelGateway',
  inclusive: 'inclusiveGateway',
};

export function isBlock(kind: NodeKind): kind is BlockKind {
  return kind in gatewayOf;
}

// Every step of the tree, those in branches too.
export function allNodes(nodes: TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => [node, ...(node.branches ?? []).flatMap((branch) => allNodes(branch.nodes))]);
}

// The lane of a step; one that lies in none is drawn in the first.
export function laneOf(tree: Pick<Tree, 'lanes'>, lane: string | undefined): string | undefined {
  return tree.lanes.some((each) => each.id === lane) ? lane : tree.lanes[0]?.id;
}

// The elements that a step is drawn with, each with its lane; a route is only a flow.
export function elementsOf(node: TreeNode): { id: string; lane?: string }[] {
  if (node.kind === 'route') return [];
  const made = [{ id: node.id, lane: node.lane }];
  if (node.merge) made.push({ id: node.merge, lane: node.mergeLane });
  if (node.join) made.push({ id: node.join, lane: node.joinLane });
  return made;
}

// Whether the way goes on behind these steps.
export function isOpen(nodes: TreeNode[]): boolean {
  const last = nodes.at(-1);
  if (!last) return true;
  if (last.branches && !last.join) return last.branches.some((branch) => isOpen(branch.nodes));
  return last.kind !== 'end' && last.kind !== 'route';
}

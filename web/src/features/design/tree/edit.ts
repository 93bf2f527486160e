// The acts of the designer on a tree. Each gives a new tree and leaves the old one as it was.
import { allNodes, type Branch, elementsOf, isBlock, isOpen, type Lane, laneOf, type NodeKind, type Settings, type Tree, type TreeNode } from './model';
import { routesHold, targetsAt, withRoute } from './routes';
import { findNode, runAt, type Spot, spotOf } from './spots';
import { allOf } from './xml';

export type Names = (kind: NodeKind | 'branch' | 'otherwise', number: number) => string;

const firstSettings: Partial<Record<NodeKind, Settings>> = {
  approve: { 'jw:kind': 'approve', 'jw:candidates': 'superior:starter:1', 'jw:outcomes': 'agree:同意, disagree:不同意', 'jw:dissent': 'end', 'jw:writes': 'self', 'jw:fields': '*=read' },
  handle: { 'jw:candidates': 'starter', 'jw:writes': 'self', 'jw:fields': '*=read' },
  copy: { to: 'starter' },
  delay: { wait: 'P1D' },
};

function usedIds(tree: Tree): Set<string> {
  const ids = new Set(allOf(tree.document.documentElement).map((each) => each.getAttribute('id') ?? ''));
  for (const lane of tree.lanes) ids.add(lane.id);
  for (const node of allNodes(tree.nodes)) {
    ids.add(node.id);
    for (const each of elementsOf(node)) ids.add(each.id);
    if (node.settings.back) ids.add(node.settings.back);
    for (const branch of node.branches ?? []) ids.add(branch.flow);
  }
  return ids;
}

// Ids that the model does not have yet: `approve_1`, `approve_2` …
function idsFor(tree: Tree): (stem: string) => string {
  const used = usedIds(tree);
  return (stem) => {
    let number = 1;
    while (used.has(`${stem}_${number}`)) number += 1;
    used.add(`${stem}_${number}`);
    return `${stem}_${number}`;
  };
}

function changeRuns(nodes: TreeNode[], change: (nodes: TreeNode[], branch: string | null) => TreeNode[], branch: string | null = null): TreeNode[] {
  const inner = nodes.map((node) =>
    node.branches ? { ...node, branches: node.branches.map((each) => ({ ...each, nodes: changeRuns(each.nodes, change, each.flow) })) } : node,
  );
  return change(inner, branch);
}

function changeNodes(tree: Tree, id: string, change: (node: TreeNode) => TreeNode[]): Tree {
  return { ...tree, nodes: changeRuns(tree.nodes, (nodes) => nodes.flatMap((node) => (node.id === id ? change(node) : [node]))) };
}

function put(tree: Tree, spot: Spot, node: TreeNode): Tree {
  return { ...tree, nodes: changeRuns(tree.nodes, (nodes, branch) => (branch === spot.branch ? nodes.toSpliced(spot.index, 0, node) : nodes)) };
}

function newBranch(id: string, name: string, isDefault = false): Branch {
  return { flow: id, name, condition: '', isDefault, nodes: [] };
}

// Puts a new step at a spot, and says which one it is.
export function addNode(tree: Tree, spot: Spot, kind: NodeKind, names: Names): { tree: Tree; id: string } {
  const fresh = idsFor(tree);
  const id = fresh(kind);
  const node: TreeNode = { id, kind, name: names(kind, 0), settings: { ...firstSettings[kind] } };
  if (isBlock(kind)) {
    node.name = '';
    node.join = fresh(`${kind}_join`);
    const hasDefault = kind !== 'parallel';
    node.branches = [newBranch(fresh('way'), names('branch', 1)), newBranch(fresh('way'), hasDefault ? names('otherwise', 2) : names('branch', 2), hasDefault)];
  }
  place(tree, spot, node);
  if (kind !== 'route') return { tree: put(tree, spot, node), id };
  const targets = targetsAt(tree, spot);
  node.settings.back = elementToReach(targets.findLast((each) => each.kind === 'approve' || each.kind === 'handle') ?? targets.at(-1)!);
  return { tree: { ...tree, nodes: withRoute(tree.nodes, spot, node) }, id };
}

// What a flow that leads back to a step is joined to.
export function elementToReach(step: TreeNode): string {
  return step.merge ?? step.id;
}

// A new step lies in the lane of the one before it.
function place(tree: Tree, spot: Spot, node: TreeNode) {
  const owner = allNodes(tree.nodes).find((each) => each.branches?.some((branch) => branch.flow === spot.branch));
  const before = runAt(tree, spot.branch)[spot.index - 1] ?? owner;
  node.lane = laneOf(tree, before?.joinLane && before !== owner ? before.joinLane : before?.lane);
  if (node.join) node.joinLane = node.lane;
}

// The start stays, and so does an end that a way needs.
export function canRemove(node: TreeNode): boolean {
  return node.kind !== 'start' && node.kind !== 'end';
}

export function removeNode(tree: Tree, id: string): Tree {
  return closeWays(changeNodes(tree, id, () => []));
}

// A way that lost its route or its last block, and that nothing follows, ends there.
function closeWays(tree: Tree): Tree {
  const fresh = idsFor(tree);
  const close = (nodes: TreeNode[], goesOn: boolean): TreeNode[] => {
    const run = nodes.map((node, index) => {
      const isFollowed = goesOn || Boolean(node.join) || index < nodes.length - 1;
      return node.branches ? { ...node, branches: node.branches.map((each) => ({ ...each, nodes: close(each.nodes, isFollowed) })) } : node;
    });
    if (goesOn || !isOpen(run)) return run;
    return [...run, { id: fresh('end'), kind: 'end', name: '', settings: {}, lane: laneOf(tree, run.at(-1)?.lane) }];
  };
  return { ...tree, nodes: close(tree.nodes, false) };
}

export function changeNode(tree: Tree, id: string, change: Partial<Pick<TreeNode, 'name' | 'settings'>>): Tree {
  return changeNodes(tree, id, (node) => [{ ...node, ...change }]);
}

// A copy behind the step, with ids of its own; what it was made of is copied with it.
export function copyNode(tree: Tree, id: string, name: (name: string) => string): { tree: Tree; id: string } {
  const fresh = idsFor(tree);
  const node = findNode(tree, id)!;
  const copied = copyOf(node, fresh, new Map());
  copied.name = node.name && name(node.name);
  const spot = spotOf(tree, id)!;
  return { tree: put(tree, { ...spot, index: spot.index + 1 }, copied), id: copied.id };
}

// `renamed`: the ids of what is copied already, so that its routes lead to steps of the copy.
function copyOf(node: TreeNode, fresh: (stem: string) => string, renamed: Map<string, string>): TreeNode {
  const rename = (id: string, to = fresh(id)) => renamed.set(id, to).get(id)!;
  const { back } = node.settings;
  const id = rename(node.id);
  if (node.merge) rename(node.merge, id);
  return {
    ...node,
    id,
    merge: undefined,
    settings: back ? { back: renamed.get(back) ?? back } : { ...node.settings },
    join: node.join && rename(node.join),
    branches: node.branches?.map((branch) => ({ ...branch, flow: fresh(branch.flow), nodes: branch.nodes.map((each) => copyOf(each, fresh, renamed)) })),
  };
}

// A block that ends the matter on all its ways, or meets without a gateway, is moved or copied by nobody.
export function canMove(node: TreeNode): boolean {
  return canRemove(node) && (!isBlock(node.kind) || Boolean(node.join)) && isOpen([node]);
}

// Up or down among its neighbours.
export function moveNode(tree: Tree, id: string, by: -1 | 1): Tree {
  return canMoveBy(tree, id, by) ? moved(tree, id, by) : tree;
}

function moved(tree: Tree, id: string, by: -1 | 1): Tree {
  const spot = spotOf(tree, id)!;
  const node = runAt(tree, spot.branch)[spot.index];
  return put(changeNodes(tree, id, () => []), { ...spot, index: spot.index + by }, node);
}

export function canMoveBy(tree: Tree, id: string, by: -1 | 1): boolean {
  const spot = spotOf(tree, id);
  if (!spot) return false;
  const run = runAt(tree, spot.branch);
  const other = run[spot.index + by];
  return canMove(run[spot.index]) && other !== undefined && other.kind !== 'start' && other.kind !== 'end' && canMove(other) && routesHold(moved(tree, id, by));
}

export function addBranch(tree: Tree, block: string, names: Names): Tree {
  const fresh = idsFor(tree);
  return changeNodes(tree, block, (node) => {
    const usual = node.branches!.findIndex((each) => each.isDefault);
    const at = usual < 0 ? node.branches!.length : usual;
    const made = newBranch(fresh('way'), names('branch', at + 1));
    return [{ ...node, branches: node.branches!.toSpliced(at, 0, made) }];
  });
}

export function changeBranch(tree: Tree, block: string, flow: string, change: Partial<Branch>): Tree {
  return changeNodes(tree, block, (node) => [
    {
      ...node,
      branches: node.branches!.map((each) =>
        each.flow === flow ? { ...each, ...change, condition: (change.isDefault ?? each.isDefault) ? '' : (change.condition ?? each.condition) } : change.isDefault ? { ...each, isDefault: false } : each,
      ),
    },
  ]);
}

// Without a branch, and without the block when only one is left: its steps take its place.
export function removeBranch(tree: Tree, block: string, flow: string): Tree {
  return changeNodes(tree, block, (node) => {
    const branches = node.branches!.filter((each) => each.flow !== flow);
    return branches.length > 1 ? [{ ...node, branches }] : branches[0].nodes;
  });
}

// Not where the steps behind the block would then be reached by no way, nor where routes would go round for ever.
export function canRemoveBranch(tree: Tree, block: string, flow: string): boolean {
  const node = findNode(tree, block)!;
  const spot = spotOf(tree, block)!;
  const isLast = runAt(tree, spot.branch).length === spot.index + 1;
  const rest = node.branches!.filter((each) => each.flow !== flow);
  if (!routesHold(removeBranch(tree, block, flow))) return false;
  return isLast && !node.join ? rest.some((each) => !isOpen(each.nodes)) : rest.some((each) => isOpen(each.nodes));
}

export function moveBranch(tree: Tree, block: string, flow: string, by: -1 | 1): Tree {
  return changeNodes(tree, block, (node: TreeNode) => {
    const at = node.branches!.findIndex((each) => each.flow === flow);
    const branch = node.branches![at];
    if (!branch || at + by < 0 || at + by >= node.branches!.length) return [node];
    return [{ ...node, branches: node.branches!.toSpliced(at, 1).toSpliced(at + by, 0, branch) }];
  });
}

// --- lanes

// A step moves to another lane; a block with the gateways at both of its ends.
export function moveToLane(tree: Tree, id: string, lane: string): Tree {
  return changeNodes(tree, id, (node) => [{ ...node, lane, joinLane: node.join ? lane : undefined, mergeLane: node.merge ? lane : undefined }]);
}

// One more lane below the others; the first one takes every step.
export function addLane(tree: Tree, name: string): Tree {
  return { ...tree, lanes: [...tree.lanes, { id: idsFor(tree)('lane'), name }] };
}

export function renameLane(tree: Tree, id: string, name: string): Tree {
  return { ...tree, lanes: tree.lanes.map((each) => (each.id === id ? { ...each, name } : each)) };
}

export function moveLane(tree: Tree, id: string, by: -1 | 1): Tree {
  const at = tree.lanes.findIndex((each) => each.id === id);
  const lane: Lane | undefined = tree.lanes[at];
  if (!lane || at + by < 0 || at + by >= tree.lanes.length) return tree;
  return { ...tree, lanes: tree.lanes.toSpliced(at, 1).toSpliced(at + by, 0, lane) };
}

// Its steps go to the lane that is first then.
export function removeLane(tree: Tree, id: string): Tree {
  return { ...tree, lanes: tree.lanes.filter((each) => each.id !== id) };
}

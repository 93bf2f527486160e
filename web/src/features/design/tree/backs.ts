// How lines of routes run back: above the run that they come from, and above those around it up to the
// one where their step lies.
import { elementsOf, type TreeNode } from './model';

interface Passed {
  nodes: TreeNode[];
  name: string; // of the branch
  block?: string; // in front of which the line leaves the run; none where it has arrived
}

export interface Back {
  id: string;
  target: string;
  own: TreeNode[]; // the run that it ends
  runs: Passed[];
  label: string; // the name of the branch, where the line stands for all of it
}

interface Level {
  nodes: TreeNode[];
  name: string;
  block?: TreeNode;
  isStraight: boolean; // it lies at the height of the run around it
}

// A branch that is a route and nothing else: the line leaves the gateway itself.
export const isDirect = (nodes: TreeNode[]) => nodes.length === 1 && nodes[0].kind === 'route';

export function planBacks(nodes: TreeNode[]): { backs: Back[]; above: Map<TreeNode[], Back[]> } {
  const backs: Back[] = [];
  const walk = (levels: Level[]) => {
    for (const node of levels.at(-1)!.nodes) {
      if (node.kind === 'route') backs.push(...backOf(node, levels));
      const straight = node.branches?.findIndex((branch) => !isDirect(branch.nodes));
      node.branches?.forEach((branch, index) => walk([...levels, { nodes: branch.nodes, name: branch.name, block: node, isStraight: index === straight }]));
    }
  };
  walk([{ nodes, name: '', isStraight: false }]);
  const above = new Map<TreeNode[], Back[]>();
  for (const back of backs) for (const run of back.runs) above.set(run.nodes, [...(above.get(run.nodes) ?? []), back]);
  return { backs, above };
}

// Nothing of a route whose step is gone.
function backOf(route: TreeNode, levels: Level[]): Back[] {
  const { back: target } = route.settings;
  const first = levels.findLastIndex((level) => level.nodes.some((node) => elementsOf(node).some((each) => each.id === target)));
  if (first < 0) return [];
  const own = levels.at(-1)!;
  const passed = levels.slice(first).filter((level, index) => index === 0 || (!level.isStraight && !(level === own && isDirect(own.nodes))));
  const runs = passed.map(({ nodes, name, block }, index): Passed => ({ nodes, name, block: index === 0 ? undefined : block?.id }));
  return [{ id: route.id, target, own: own.nodes, runs: runs.toReversed(), label: isDirect(own.nodes) ? own.name : '' }];
}

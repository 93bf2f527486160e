// Routes: the last card of a way, which leads back to an earlier step. In the model a route is the flow
// alone that leads there.
import { allNodes, type Branch, isBlock, isOpen, type Tree, type TreeNode } from './model';
import { runAt, type Spot, spotOf } from './spots';

type Steps = Pick<Tree, 'nodes'>;

// The steps that lie before a spot on every way to it, the nearest last; none outside of the parallel or inclusive
// branch that it lies in, since the other branches go on meanwhile.
function before(tree: Steps, { branch, index }: Spot): TreeNode[] {
  const here = runAt(tree, branch).slice(0, index).filter((node) => node.kind !== 'start');
  const block = branch === null ? undefined : allNodes(tree.nodes).find((each) => each.branches?.some((way) => way.flow === branch));
  if (block?.kind !== 'conditions') return here;
  const spot = spotOf(tree, block.id)!;
  return [...before(tree, { ...spot, index: spot.index + 1 }), ...here];
}

// What a route at this spot may lead back to.
export function targetsAt(tree: Steps, spot: Spot): TreeNode[] {
  return before(tree, spot).filter((node) => !isBlock(node.kind));
}

// The step that a route leads to: that of the element itself, of the gateway in front of it, or the next one behind the
// end of a block. None where the element is gone.
export function targetOf(tree: Steps, route: TreeNode): TreeNode | undefined {
  const { back } = route.settings;
  const nodes = allNodes(tree.nodes);
  const own = nodes.find((node) => node.kind !== 'route' && (node.id === back || node.merge === back));
  if (own || !back) return own;
  const block = nodes.find((node) => node.join === back);
  const spot = block && spotOf(tree, block.id);
  return spot && runAt(tree, spot.branch)[spot.index + 1];
}

// The route that is all of a branch and leads nowhere: its flow is the branch's own, and what is wrong with it is told at
// its card.
export function lostRoute(tree: Steps, branch: Branch): TreeNode | undefined {
  const [first] = branch.nodes;
  return first?.kind === 'route' && !targetOf(tree, first) ? first : undefined;
}

// Whether the route leads to what lies before it on every way.
export function leadsBack(tree: Steps, route: TreeNode): boolean {
  const target = targetOf(tree, route);
  return target !== undefined && before(tree, spotOf(tree, route.id)!).includes(target);
}

const routesOf = (tree: Steps) => allNodes(tree.nodes).filter((node) => node.kind === 'route');

// Whether every route leads back, and every way can still come to an end and to all steps behind it. A route whose
// step is gone is told at its card.
export function routesHold(tree: Steps): boolean {
  const routes = routesOf(tree).filter((route) => targetOf(tree, route));
  if (routes.length === 0) return true;
  const ways = waysOf(tree);
  return isPassable(tree.nodes) && routes.every((route) => leadsBack(tree, route) && ends(tree, ways, route.id));
}

function isPassable(nodes: TreeNode[]): boolean {
  return nodes.every((node, index) => {
    const isPassed = Boolean(node.join) || index < nodes.length - 1;
    return (!isPassed || isOpen(node.join ? [{ ...node, join: null }] : [node])) && (node.branches ?? []).every((branch) => isPassable(branch.nodes));
  });
}

// Of every step and gateway what follows it.
function waysOf(tree: Steps): Map<string, string[]> {
  const ways = new Map<string, string[]>();
  const follow = (sources: string[], target: string) => sources.forEach((source) => ways.set(source, [...(ways.get(source) ?? []), target]));
  const connect = (nodes: TreeNode[], before: string[]): string[] =>
    nodes.reduce((sources, node) => {
      follow(sources, node.id);
      if (node.kind === 'route') follow([node.id], targetOf(tree, node)?.id ?? '');
      if (!isOpen([{ ...node, branches: undefined }])) return [];
      const tails = node.branches ? node.branches.flatMap((branch) => connect(branch.nodes, [node.id])) : [node.id];
      if (node.join) follow(tails, node.join);
      return node.join ? [node.join] : tails;
    }, before);
  connect(tree.nodes, []);
  return ways;
}

function ends(tree: Steps, ways: Map<string, string[]>, from: string): boolean {
  const goals = new Set(allNodes(tree.nodes).filter((node) => node.kind === 'end').map((node) => node.id));
  const reached = new Set([from]);
  for (const each of reached) for (const next of ways.get(each) ?? []) reached.add(next);
  return [...reached].some((each) => goals.has(each));
}

// Why there can be no route at a spot; nothing where there can.
export function whyNoRoute(tree: Tree, spot: Spot): 'last' | 'nowhere' | 'endless' | undefined {
  const behind = runAt(tree, spot.branch)[spot.index];
  if (behind && behind.kind !== 'end') return 'last';
  const target = targetsAt(tree, spot).at(-1);
  if (!target) return 'nowhere';
  const route: TreeNode = { id: 'route?', kind: 'route', name: '', settings: { back: target.id } };
  return routesHold({ nodes: withRoute(tree.nodes, spot, route) }) ? undefined : 'endless';
}

// The steps with a route at a spot, where it takes the place of an end.
export function withRoute(nodes: TreeNode[], spot: Spot, route: TreeNode): TreeNode[] {
  const put = (run: TreeNode[], branch: string | null): TreeNode[] => {
    if (branch === spot.branch) return [...run.slice(0, spot.index), route];
    return run.map((node) => (node.branches ? { ...node, branches: node.branches.map((each) => ({ ...each, nodes: put(each.nodes, each.flow) })) } : node));
  };
  return put(nodes, null);
}

// The steps without gateways in front of them at which no route comes in any more.
export function withoutIdleMerges(nodes: TreeNode[]): TreeNode[] {
  const used = new Set(routesOf({ nodes }).map((route) => route.settings.back));
  const clean = (run: TreeNode[]): TreeNode[] =>
    run.map((node) => ({
      ...node,
      ...(node.merge && !used.has(node.merge) && { merge: undefined }),
      ...(node.branches && { branches: node.branches.map((each) => ({ ...each, nodes: clean(each.nodes) })) }),
    }));
  return clean(nodes);
}

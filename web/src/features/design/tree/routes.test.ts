// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { addNode, canMoveBy, canRemoveBranch, changeNode, copyNode, removeNode } from './edit';
import { layOut } from './layout';
import { allNodes, type Lane, type Tree, type TreeNode } from './model';
import { readTree } from './read';
import { routesHold, targetOf, targetsAt, whyNoRoute } from './routes';
import { findNode, spotOf } from './spots';
import { layOutInLanes } from './swimlanes';
import { chance, model, names, overlaps, randomTree, segmentsOf, sequence, spotsOf, treeOf } from './testing';
import { emptyModel, writeTree } from './write';

// Two approvals, and behind them a condition with a way that may lead back.
function asked(): { tree: Tree; way: string } {
  let tree = treeOf(emptyModel('p', 'p', { start: 's', end: 'e' }));
  tree = addNode(tree, { branch: null, index: 1 }, 'approve', names).tree;
  tree = addNode(tree, { branch: null, index: 2 }, 'handle', names).tree;
  const made = addNode(tree, { branch: null, index: 3 }, 'conditions', names);
  return { tree: made.tree, way: findNode(made.tree, made.id)!.branches![0].flow };
}

const withBack = (index = 0) => {
  const { tree, way } = asked();
  return { way, tree: treeOf(writeTree(addNode(tree, { branch: way, index }, 'route', names).tree)) };
};
const routeIn = (tree: Tree) => allNodes(tree.nodes).find((node) => node.kind === 'route')!;

test('a route is the flow of its branch, back to the nearest step of people', () => {
  const { tree, way } = withBack();
  const written = writeTree(tree);
  const flow = written.match(new RegExp(`<bpmn:sequenceFlow id="${way}"[^>]*>`))![0];
  for (const said of ['sourceRef="conditions_1"', 'targetRef="handle_1"', 'name="branch1"']) expect(flow).toContain(said);
  expect(written.match(/<bpmn:(?!definitions|process|sequenceFlow)\w+ id="[^"]*"/g)).toHaveLength(6);
  expect(routeIn(tree).settings).toEqual({ back: 'handle_1' });
  expect(writeTree(treeOf(written))).toBe(written);
  const again = treeOf(writeTree(changeNode(tree, routeIn(tree).id, { settings: { back: 'approve_1' } })));
  expect(targetOf(again, routeIn(again))!.id).toBe('approve_1');
});

test('a route may stand behind steps of its branch', () => {
  const { tree, way } = asked();
  const made = addNode(tree, { branch: way, index: 0 }, 'copy', names);
  const again = treeOf(writeTree(addNode(made.tree, { branch: way, index: 1 }, 'route', names).tree));
  expect(again.nodes[3].branches![0].nodes.map((node) => [node.kind, node.settings.back])).toEqual([['copy', undefined], ['route', 'handle_1']]);
  expect(routesHold(again)).toBe(true);
});

test('offered are the steps before it on every way, none outside of its parallel branch', () => {
  const { tree, way } = asked();
  const ids = (nodes: TreeNode[]) => nodes.map((node) => node.id);
  expect(ids(targetsAt(tree, { branch: way, index: 0 }))).toEqual(['approve_1', 'handle_1']);
  const aside = addNode(tree, { branch: way, index: 0 }, 'approve', names).tree;
  expect(ids(targetsAt(aside, { branch: way, index: 1 }))).toEqual(['approve_1', 'handle_1', 'approve_2']);
  expect(ids(targetsAt(aside, { branch: null, index: 4 }))).toEqual(['approve_1', 'handle_1']);
  for (const kind of ['parallel', 'inclusive'] as const) {
    const block = addNode(tree, { branch: null, index: 4 }, kind, names);
    const branch = findNode(block.tree, block.id)!.branches![0].flow;
    expect(whyNoRoute(block.tree, { branch, index: 0 })).toBe('nowhere');
    const inner = addNode(block.tree, { branch, index: 0 }, 'approve', names).tree;
    expect(ids(targetsAt(inner, { branch, index: 1 }))).toEqual(['approve_2']);
    expect(whyNoRoute(inner, { branch, index: 1 })).toBe('endless');
  }
});

test('there is no route without a condition, in front of a step, or on all branches', () => {
  const { tree, way } = asked();
  expect(whyNoRoute(tree, { branch: null, index: 4 })).toBe('endless');
  expect(whyNoRoute(tree, { branch: null, index: 2 })).toBe('last');
  expect(whyNoRoute(tree, { branch: way, index: 0 })).toBeUndefined();
  const back = withBack().tree;
  const other = back.nodes[3].branches![1].flow;
  expect(whyNoRoute(back, { branch: other, index: 0 })).toBe('endless');
});

test('a step that a route leads back to is not moved behind it, nor the only other branch taken out', () => {
  const { tree, way } = withBack();
  expect(canMoveBy(tree, 'handle_1', 1)).toBe(false);
  expect(canMoveBy(tree, 'handle_1', -1)).toBe(true);
  expect(canRemoveBranch(tree, 'conditions_1', tree.nodes[3].branches![1].flow)).toBe(false);
  expect(canRemoveBranch(tree, 'conditions_1', way)).toBe(true);
});

test('a route whose step was deleted stays, and leads nowhere', () => {
  const gone = treeOf(writeTree(removeNode(withBack().tree, 'handle_1')));
  expect(routeIn(gone).settings).toEqual({ back: 'handle_1' });
  expect(targetOf(gone, routeIn(gone))).toBeUndefined();
  expect(addNode(gone, { branch: null, index: 1 }, 'handle', names).id).toBe('handle_2');
  const chosen = treeOf(writeTree(changeNode(gone, routeIn(gone).id, { settings: { back: 'approve_1' } })));
  expect(targetOf(chosen, routeIn(chosen))!.id).toBe('approve_1');
  const lost = treeOf(writeTree(gone).replace(' targetRef="handle_1"', ''));
  expect(routeIn(lost).settings).toEqual({ back: '' });
});

const drawnByHand = (back: string) =>
  model(`<startEvent id="s"/><userTask id="a"/><exclusiveGateway id="m"/><userTask id="b"/><exclusiveGateway id="g" default="no"/><endEvent id="e"/>
    ${sequence('1', 's', 'a')}${sequence('2', 'a', 'm')}${sequence('3', 'm', 'b')}${sequence('4', 'b', 'g')}${sequence('no', 'g', 'e')}${sequence('back', 'g', back, '= x')}`);

test('a way back drawn by hand is read as a route, with a gateway in front of its step or without', () => {
  const merged = treeOf(drawnByHand('m'));
  expect(merged.nodes.map((node) => [node.id, node.merge])).toEqual([['s', undefined], ['a', undefined], ['b', 'm'], ['g', undefined]]);
  expect(targetOf(merged, routeIn(merged))!.id).toBe('b');
  const written = writeTree(merged);
  expect(written).toContain('<exclusiveGateway id="m">');
  expect(writeTree(treeOf(written))).toBe(written);
  const other = writeTree(changeNode(merged, routeIn(merged).id, { settings: { back: 'a' } }));
  expect(other).not.toContain('id="m"');
  expect(treeOf(other).nodes.map((node) => node.id)).toEqual(['s', 'a', 'b', 'g']);
});

test('a way that loses its route, and that nothing follows, ends', () => {
  const tree = treeOf(drawnByHand('m'));
  const without = treeOf(writeTree(removeNode(tree, routeIn(tree).id)));
  expect(without.nodes.at(-1)!.branches!.map((each) => each.nodes.at(-1)!.kind)).toEqual(['end', 'end']);
});

test('a copied block leads back within its copy', () => {
  const { tree, way } = asked();
  let made = addNode(tree, { branch: way, index: 0 }, 'approve', names).tree;
  const block = addNode(made, { branch: way, index: 1 }, 'conditions', names);
  made = addNode(block.tree, { branch: findNode(block.tree, block.id)!.branches![0].flow, index: 0 }, 'route', names).tree;
  const copied = treeOf(writeTree(copyNode(made, 'conditions_1', (name) => name).tree));
  const routes = allNodes(copied.nodes).filter((node) => node.kind === 'route');
  expect(routes.map((node) => node.settings.back)).toEqual(['approve_2', 'approve_2_1']);
  expect(routesHold(copied)).toBe(true);
});

// A tree with routes wherever there can be one.
function routed(seed: number): Tree {
  const pick = chance(seed);
  let tree = randomTree(seed, 4 + (seed % 14));
  for (let count = 0; count < 6; count += 1) {
    const spots = spotsOf(tree).filter((spot) => whyNoRoute(tree, spot) === undefined);
    if (spots.length === 0) return tree;
    const made = addNode(tree, spots[pick(spots.length)], 'route', names);
    const targets = targetsAt(made.tree, spotOf(made.tree, made.id)!);
    const chosen = changeNode(made.tree, made.id, { settings: { back: targets[pick(targets.length)].id } });
    tree = routesHold(chosen) ? chosen : made.tree;
  }
  return tree;
}

test('what was written with routes is read as the same steps', () => {
  let routes = 0;
  for (let seed = 1; seed <= 16; seed += 1) {
    const tree = routed(seed);
    const said = (nodes: TreeNode[]): unknown => nodes.map((node) => [node.kind, node.settings, node.branches?.map((each) => [each.flow, said(each.nodes)])]);
    const written = writeTree(tree);
    expect(readTree(written).reasons, `seed ${seed}`).toBeUndefined();
    expect(said(treeOf(written).nodes), `seed ${seed}`).toEqual(said(tree.nodes));
    expect(writeTree(treeOf(written)), `seed ${seed}`).toBe(written);
    routes += allNodes(tree.nodes).filter((node) => node.kind === 'route').length;
  }
  expect(routes).toBeGreaterThan(10);
});

test('lines back run through no step, in lanes and without', () => {
  const isEvent = (node: TreeNode) => ['start', 'end', 'delay'].includes(node.kind);
  const lanes: Lane[] = ['one', 'two', 'three'].map((id) => ({ id, name: id }));
  for (let seed = 1; seed <= 20; seed += 1) {
    const pick = chance(seed);
    const { nodes } = routed(seed);
    for (const node of allNodes(nodes)) Object.assign(node, { lane: lanes[pick(3)].id, joinLane: lanes[pick(3)].id });
    for (const { shapes, edges } of [layOut(nodes, isEvent, 220, 80), layOutInLanes(nodes, lanes, isEvent, 220, 80)]) {
      for (const edge of edges)
        for (const [a, b] of segmentsOf(edge.points)) {
          expect(a.x === b.x || a.y === b.y, `seed ${seed}: ${edge.source} ${edge.target}`).toBe(true);
          expect(Math.min(a.y, b.y), `seed ${seed}: ${edge.source} ${edge.target}`).toBeGreaterThan(80);
          const around = { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x) + 0.01, height: Math.abs(a.y - b.y) + 0.01 };
          for (const [id, { box }] of shapes)
            if (id !== edge.source && id !== edge.target) expect(overlaps(around, box), `seed ${seed}: ${id} under ${edge.source} ${edge.target}`).toBe(false);
        }
      const drawn = [...shapes];
      for (const [index, [id, { box }]] of drawn.entries())
        for (const [other, { box: second }] of drawn.slice(index + 1)) expect(overlaps(box, second), `seed ${seed}: ${id} ${other}`).toBe(false);
    }
  }
});

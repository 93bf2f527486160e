// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { type Box, layOut, type Point } from './layout';
import { allNodes, type Lane, type TreeNode } from './model';
import { layOutInLanes } from './swimlanes';
import { chance, overlaps, randomTree, segmentsOf } from './testing';

const isEvent = (node: TreeNode) => ['start', 'end', 'delay'].includes(node.kind);
const side = (a: Point, b: Point, c: Point) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
const crosses = ([a, b]: Point[], [c, d]: Point[]) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
const around = ([a, b]: Point[]): Box => ({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x) + 0.01, height: Math.abs(a.y - b.y) + 0.01 });

test('no line crosses another or runs through a step, no step or label lies on another', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const { shapes, edges } = layOut(randomTree(seed, 3 + (seed % 16)).nodes, isEvent, 220, 80);
    const lines = edges.flatMap((edge) => segmentsOf(edge.points).map((segment) => ({ edge, segment })));
    for (const [index, one] of lines.entries()) for (const other of lines.slice(index + 1)) expect(crosses(one.segment, other.segment), `seed ${seed}`).toBe(false);
    const drawn = [...shapes];
    for (const [index, [id, { box, label }]] of drawn.entries()) {
      for (const [other, { box: second }] of drawn.slice(index + 1)) expect(overlaps(box, second), `seed ${seed}: ${id} ${other}`).toBe(false);
      for (const { edge, segment } of lines) if (edge.source !== id && edge.target !== id) expect(overlaps(around(segment), box), `seed ${seed}: ${id}`).toBe(false);
      if (label) for (const [other, { box: second }] of drawn) expect(overlaps(label, second), `seed ${seed}: label of ${id} on ${other}`).toBe(false);
    }
  }
});

test('in lanes every step lies within its own, on no other step, and no line runs through one', () => {
  const lanes: Lane[] = ['one', 'two', 'three'].map((id) => ({ id, name: id }));
  for (let seed = 1; seed <= 40; seed += 1) {
    const pick = chance(seed);
    const { nodes } = randomTree(seed, 3 + (seed % 16));
    for (const node of allNodes(nodes)) {
      node.lane = lanes[pick(3)].id;
      node.joinLane = lanes[pick(3)].id;
    }
    const { shapes, edges, lanes: heights } = layOutInLanes(nodes, lanes, isEvent, 220, 80);
    const topOf = (lane: string) => 80 + heights!.slice(0, lanes.findIndex((each) => each.id === lane)).reduce((sum, each) => sum + each, 0);
    const laneAt = new Map(allNodes(nodes).flatMap((node) => [[node.id, node.lane!], [node.join ?? '', node.joinLane!]] as [string, string][]));
    const lines = edges.flatMap((edge) => segmentsOf(edge.points).map((segment) => ({ edge, segment })));
    for (const edge of edges) for (const [a, b] of segmentsOf(edge.points)) expect(a.x === b.x || a.y === b.y, `seed ${seed}: ${edge.source} ${edge.target}`).toBe(true);
    const drawn = [...shapes];
    for (const [index, [id, { box }]] of drawn.entries()) {
      const lane = laneAt.get(id)!;
      expect(box.y, `seed ${seed}: ${id}`).toBeGreaterThan(topOf(lane));
      expect(box.y + box.height, `seed ${seed}: ${id}`).toBeLessThan(topOf(lane) + heights![lanes.findIndex((each) => each.id === lane)]);
      for (const [other, { box: second }] of drawn.slice(index + 1)) expect(overlaps(box, second), `seed ${seed}: ${id} ${other}`).toBe(false);
      for (const { edge, segment } of lines) if (edge.source !== id && edge.target !== id) expect(overlaps(around(segment), box), `seed ${seed}: ${id} under ${edge.source} ${edge.target}`).toBe(false);
    }
  }
});

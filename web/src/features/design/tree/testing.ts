// Trees made by chance, for tests; the same number gives the same tree.
import type { Box, Point } from './layout';
import { readTree } from './read';
import { addBranch, addNode, changeBranch, changeNode, type Names } from './edit';
import { allNodes, isBlock, type NodeKind, type Tree } from './model';
import { runAt, type Spot } from './spots';
import { emptyModel } from './write';

export const names: Names = (kind, number) => `${kind}${number || ''}`;

export function treeOf(xml: string): Tree {
  const reading = readTree(xml);
  if (!reading.tree) throw new Error(JSON.stringify(reading.reasons));
  return reading.tree;
}

export function chance(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

const kinds: NodeKind[] = ['approve', 'handle', 'copy', 'call', 'delay', 'conditions', 'parallel', 'inclusive'];

export function spotsOf(tree: Tree): Spot[] {
  const branches = allNodes(tree.nodes).flatMap((node) => (node.branches ?? []).map((each) => each.flow));
  return [null, ...branches].flatMap((branch) => {
    const run = runAt(tree, branch);
    const first = branch === null ? 1 : 0;
    const last = run.at(-1)?.kind === 'end' ? run.length - 1 : run.length;
    return Array.from({ length: last - first + 1 }, (_, index) => ({ branch, index: index + first }));
  });
}

// A tree of so many steps, with branches in branches, long names and conditions.
export function randomTree(seed: number, steps: number): Tree {
  const pick = chance(seed);
  let tree = treeOf(emptyModel(`random_${seed}`, '随机流程', { start: '发起', end: '结束' }));
  for (let count = 0; count < steps; count += 1) {
    const spots = spotsOf(tree);
    const kind = kinds[pick(kinds.length)];
    const made = addNode(tree, spots[pick(spots.length)], kind, names);
    tree = made.tree;
    if (isBlock(kind)) {
      for (let more = pick(3); more > 0; more -= 1) tree = addBranch(tree, made.id, names);
      const node = allNodes(tree.nodes).find((each) => each.id === made.id)!;
      for (const branch of node.branches!.filter((each) => !each.isDefault))
        if (kind !== 'parallel') tree = changeBranch(tree, made.id, branch.flow, { condition: `= amount > ${pick(100)}`, name: '金额超过十万元'.slice(0, 1 + pick(7)) });
    } else {
      const node = allNodes(tree.nodes).find((each) => each.id === made.id)!;
      const settings = kind === 'call' ? { process: `random_${seed + 1}` } : kind === 'copy' ? { to: 'starter', title: '= "知会"' } : node.settings;
      tree = changeNode(tree, made.id, { name: '项目经理与分管领导联合审批并出具书面意见'.slice(0, 2 + pick(18)), settings });
    }
  }
  return tree;
}

// A model with these elements.
export const model = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="urn:x" id="d">
  <process id="p" name="流程" isExecutable="true">${inside}</process>
</definitions>`;
export const sequence = (id: string, from: string, to: string, condition = '') =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition && `<conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression>`}</sequenceFlow>`;

export const segmentsOf = (points: Point[]) => points.slice(1).map((point, index) => [points[index], point]);
export const overlaps = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

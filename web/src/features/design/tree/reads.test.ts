// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { addNode, changeBranch, changeNode } from './edit';
import { withReads } from './reads';
import { names, treeOf } from './testing';
import { emptyModel } from './write';

const empty = () => treeOf(emptyModel('leave', '请假', { start: '发起', end: '结束' }));

test('what conditions and settings look at is read by the process, once', () => {
  const block = addNode(empty(), { branch: null, index: 1 }, 'conditions', names);
  const branch = block.tree.nodes[1].branches![0];
  const asked = changeBranch(block.tree, block.id, branch.flow, { condition: '= record.amount > 3 and record.other = 1' });
  const step = addNode(asked, { branch: null, index: 1 }, 'approve', names);
  const timed = changeNode(step.tree, step.id, { settings: { 'jw:due': '= record.wanted_on', 'jw:phrases': 'record.secret' } });
  const read = withReads(timed, ['amount', 'wanted_on', 'secret']);
  expect(read.nodes[0].settings['of.jw:reads']).toBe('wanted_on, amount');
  expect(withReads(read, ['amount', 'wanted_on', 'secret'])).toBe(read);
});

test('what is read already stays in its place', () => {
  const tree = empty();
  const set = changeNode(tree, 'started', { settings: { 'of.jw:reads': 'title' } });
  expect(withReads(set, ['amount'])).toBe(set);
});

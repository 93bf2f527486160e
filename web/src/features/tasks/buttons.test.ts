import { expect, test } from 'vitest';
import { inOrder, needsReason, titleOf } from './buttons';

const task = {
  buttons: [
    { act: 'return', title: '退回修改', needs_reason: false },
    { act: 'transfer', needs_reason: true },
  ],
};

test('the step words, orders and questions its acts', () => {
  expect(titleOf(task, 'return')).toBe('退回修改');
  expect(needsReason(task, 'transfer')).toBe(true);
  expect(needsReason(task, 'return')).toBe(false);
  expect(inOrder(task, [{ key: 'copy' }, { key: 'transfer' }, { key: 'return' }]).map((act) => act.key)).toEqual(['return', 'transfer', 'copy']);
});

test('a step that says nothing leaves everything as it is', () => {
  expect(inOrder({}, [{ key: 'copy' }, { key: 'return' }]).map((act) => act.key)).toEqual(['copy', 'return']);
  expect(needsReason({}, 'copy')).toBe(false);
});

import { expect, test } from 'vitest';
import { inOrder, labelOf, needsReason, titleOf } from './buttons';

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

test('a return that an outcome is called too is told from it', () => {
  const named = (act: string) => ({ return: '退回', return_to_step: '退回指定环节' })[act] ?? act;
  const zh = (label: { zh?: string }) => label.zh ?? '';
  const outcome = (title: string) => ({ id: 'reject', title: { zh: title, en: '' }, tone: 'neutral' as const });

  expect(labelOf({ outcomes: [outcome('退回')] }, 'return', named, zh)).toBe('退回指定环节');
  expect(labelOf({ outcomes: [outcome('不同意')] }, 'return', named, zh)).toBe('退回');
  expect(labelOf({ ...task, outcomes: [outcome('退回')] }, 'return', named, zh)).toBe('退回修改');
});

import { expect, test } from 'vitest';
import { chosen } from './story';

const entry = (id: string, act: string, more = {}) => ({ id, act, title: { zh: act, en: act }, ...more });
const story = [
  entry('1', 'started'),
  entry('2', 'record.changed'),
  entry('3', 'voted', { opinion: '同意立项' }),
  entry('4', 'record.commented', { text: '请尽快', person: { id: 'lin', name: '林晓雨' } }),
  entry('pending-0', 'pending'),
];
const ids = (kind: Parameters<typeof chosen>[1]) => chosen(story, kind).map((one) => one.id);

test('a story begins with what is still to come and its latest entry', () => {
  expect(ids('all')).toEqual(['pending-0', '4', '3', '2', '1']);
});

test('a story is told by what was handled, changed or said', () => {
  expect(ids('handled')).toEqual(['pending-0', '3', '1']);
  expect(ids('changed')).toEqual(['2']);
  expect(ids('said')).toEqual(['4', '3']);
});

test('reminders of one task that nothing came between are told as one', () => {
  const reminder = (id: string, at: string, task = '7') => entry(id, 'reminded', { at, task, reason: 'reminder_due' });
  const [first, second, third] = ['2026-03-03T01:00:00Z', '2026-03-04T01:00:00Z', '2026-03-05T01:00:00Z'];
  const told = chosen([reminder('1', first), reminder('2', second), reminder('3', third, '8'), entry('4', 'voted'), reminder('5', third, '8')], 'all');

  expect(told.map((one) => one.id)).toEqual(['5', '4', '3', '2']);
  expect(told.at(-1)?.alike).toEqual({ count: 2, since: first });
  expect(told[0]?.alike).toBeUndefined();
});

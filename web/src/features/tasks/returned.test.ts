import { expect, test } from 'vitest';
import type { Schemas } from '@/api/client';
import { returnOf } from './returned';

const at = '2026-03-02T09:00:00+08:00';
const title = { zh: '', en: '' };
const entry = (more: Partial<Schemas['TimelineEntry']>) => ({ id: 'r', act: 'returned', title, at, target: { id: 'first', title }, text: '缺合同', ...more }) as Schemas['TimelineEntry'];
const task = (...timeline: Schemas['TimelineEntry'][]) => ({ state: 'open', element: 'first', created_at: at, timeline });

test('a task that was returned names its return, to its step or to the starter', () => {
  expect(returnOf(task(entry({})))?.text).toBe('缺合同');
  expect(returnOf(task(entry({ target: { id: '$starter', title } })))?.text).toBe('缺合同');
});

test('a return of another time or to another step is not meant', () => {
  expect(returnOf(task(entry({ at: '2026-03-01T09:00:00+08:00' })))).toBeUndefined();
  expect(returnOf(task(entry({ target: { id: 'second', title } })))).toBeUndefined();
  expect(returnOf(task(entry({ act: 'completed' })))).toBeUndefined();
});

test('what is over tells of no return', () => {
  expect(returnOf({ ...task(entry({})), state: 'done' })).toBeUndefined();
});

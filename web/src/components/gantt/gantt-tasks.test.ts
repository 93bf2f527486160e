import { expect, test } from 'vitest';
import { ganttRange, ganttStart, ganttTasks, scaleFor } from './gantt-tasks';

const record = { type: 'milestone', id: '1', number: 'M1', title: '到货' };
const bar = { id: 'a', record, title: '安装', kind: 'bar' as const, start: '2026-03-02', end: '2026-03-04', late_days: 2 };
const english = (text: { zh: string; en: string }) => text.en;
const data = (items: object[]) => ({ kind: 'gantt' as const, today: '2026-03-10', links: [], items }) as Parameters<typeof ganttTasks>[0];

test('the last day of a bar is drawn whole', () => {
  const [task] = ganttTasks(data([bar]), english);

  expect(task.end_date.getDate()).toBe(5);
  expect(task.late_days).toBe(2);
});

test('a milestone that was brought forward stands at its new day', () => {
  const [task] = ganttTasks(data([{ ...bar, kind: 'milestone', start: '2026-05-20', end: '2026-04-14' }]), english);

  expect([task.start_date.getMonth(), task.start_date.getDate()]).toEqual([3, 14]);
});

test('what has no day at all has a row and no mark', () => {
  const { start: _, end: __, ...dayless } = bar;

  expect(ganttTasks(data([dayless, { ...dayless, actual_end: '2026-03-03' }, bar]), english).map((task) => task.unscheduled)).toEqual([true, false, false]);
});

test('a parent that is not shown is left out', () => {
  const [task] = ganttTasks(data([{ ...bar, parent: 'gone' }]), english);

  expect(task.parent).toBeUndefined();
});

test('the range holds every date and today', () => {
  const { from, to } = ganttRange(data([bar]));

  expect(from <= new Date('2026-02-20T00:00')).toBe(true);
  expect(to >= new Date('2026-03-20T00:00')).toBe(true);
});

test('the chart opens at today, or at the first date when all is over', () => {
  const ahead = { ...bar, end: '2026-03-12' };

  expect(ganttStart(data([ahead])).getDate()).toBe(10);
  expect(ganttStart(data([bar])).getDate()).toBe(2);
});

test('a plan that has no room in weeks is drawn in months', () => {
  expect(scaleFor(data([bar]), 10)).toBe('week');
  expect(scaleFor(data([{ ...bar, end: '2026-05-20' }]), 10)).toBe('month');
});

test('a group is called in the language of the page', () => {
  const group = { id: 'group-data_team', title: '数据组', group: { zh: '数据组', en: 'Data team' }, kind: 'group', late_days: 0 };

  expect(ganttTasks(data([group, bar]), english).map((task) => task.text)).toEqual(['Data team', '安装']);
});

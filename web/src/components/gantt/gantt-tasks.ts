// From what the server answers to what the chart draws.
import type { Schemas } from '@/api/client';

export type Scale = 'day' | 'week' | 'month';
type Data = Schemas['GanttData'];

export interface GanttTask {
  id: string;
  text: string;
  start_date: Date;
  end_date: Date;
  type: 'task' | 'project' | 'milestone';
  parent?: string;
  progress: number;
  late_days: number;
  planned_end?: string;
  unscheduled: boolean; // has a row and no mark
}

// A milestone stands at the day it is planned for. A day is drawn to its end, so the end stands one day later; what has no plan is drawn where it was, and what has no
// day at all nowhere.
export function ganttTasks(data: Data, label: (text: Schemas['Text']) => string): GanttTask[] {
  const kinds = { group: 'project', bar: 'task', milestone: 'milestone' } as const;
  const known = new Set(data.items.map((item) => item.id));
  return data.items.map((item) => {
    const planned = item.kind === 'milestone' ? (item.end ?? item.start) : item.start;
    const start = day(planned ?? item.actual_start ?? item.end ?? data.today);
    const end = day(item.end ?? item.actual_end ?? item.start ?? data.today);
    if (item.kind !== 'milestone') end.setDate(end.getDate() + 1);
    return {
      id: item.id,
      text: item.group ? label(item.group) : item.title,
      start_date: start,
      end_date: end < start ? start : end,
      type: kinds[item.kind],
      parent: item.parent && known.has(item.parent) ? item.parent : undefined,
      progress: item.progress ?? 0,
      late_days: item.late_days,
      planned_end: item.end,
      unscheduled: item.kind !== 'group' && !(item.start ?? item.end ?? item.actual_start ?? item.actual_end),
    };
  });
}

const marginDays = 10;
const weekMs = 7 * 86_400_000;

// Everything that has a date, today too, and a little room on both sides.
export function ganttRange(data: Data): { from: Date; to: Date } {
  const days = data.items
    .flatMap((item) => [item.start, item.end, item.actual_start, item.actual_end])
    .concat(data.today)
    .filter((one): one is string => Boolean(one))
    .sort();
  const from = day(days[0]);
  const to = day(days[days.length - 1]);
  from.setDate(from.getDate() - marginDays);
  to.setDate(to.getDate() + marginDays);
  return { from, to };
}

// Weeks where all of them have room, else months: plan and actual are seen together.
export function scaleFor(data: Data, columns: number): Scale {
  const { from, to } = ganttRange(data);
  return (to.getTime() - from.getTime()) / weekMs <= columns ? 'week' : 'month';
}

// Where the chart opens: today, or the first date when everything lies before today.
export function ganttStart(data: Data): Date {
  const days = data.items.flatMap((item) => [item.start, item.end, item.actual_end]).filter((one): one is string => Boolean(one));
  const ended = days.length > 0 && days.every((one) => one.slice(0, 10) < data.today);
  return day(ended ? days.toSorted()[0] : data.today);
}

function day(text: string): Date {
  return new Date(`${text.slice(0, 10)}T00:00`);
}

import type { Schemas } from '@/api/client';

export type Calendar = Schemas['Calendar'];
export type DayKind = 'work' | 'rest' | 'off' | 'shifted' | 'half';

export interface Day {
  date: string;
  number: number;
  kind: DayKind;
  name: string;
}

const two = (number: number) => String(number).padStart(2, '0');

// 1 = Monday … 7 = Sunday.
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

// The days of a month, each as it is worked, and how many cells stand before the first.
export function monthOf(calendar: Calendar, month: number): { before: number; days: Day[] } {
  const named = new Map(calendar.days.map((day) => [day.date, day]));
  const count = new Date(Date.UTC(calendar.year, month, 0)).getUTCDate();
  const days = Array.from({ length: count }, (_, index): Day => {
    const date = `${calendar.year}-${two(month)}-${two(index + 1)}`;
    const special = named.get(date);
    return { date, number: index + 1, kind: kindOf(calendar, date, special?.kind), name: special?.name ?? '' };
  });
  return { before: weekdayOf(days[0].date) - 1, days };
}

function kindOf(calendar: Calendar, date: string, special: 'off' | 'work' | 'half' | undefined): DayKind {
  if (special === 'work') return 'shifted';
  if (special) return special;
  const weekday = weekdayOf(date);
  if (calendar.half_weekdays.includes(weekday)) return 'half';
  return calendar.weekdays.includes(weekday) ? 'work' : 'rest';
}

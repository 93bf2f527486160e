// Times of absence as days of a calendar, in the zone of the workspace.
import type { Schemas } from '@/api/client';
import { formatInstant } from '@/lib/time';

export type Away = Schemas['Away'];

// So many days from that many days after the first on.
export function daysFrom(first: string, count: number, after = 0): string[] {
  const [year, month, day] = first.split('-').map(Number);
  return Array.from({ length: count }, (_, index) => new Date(Date.UTC(year, month - 1, day + after + index)).toISOString().slice(0, 10));
}

// Each person once, by the first time of his.
export function rowsOf(items: Away[]): { person: Away['person']; times: Away[] }[] {
  const rows = new Map<string, { person: Away['person']; times: Away[] }>();
  for (const one of items) {
    const row = rows.get(one.person.id) ?? { person: one.person, times: [] };
    row.times.push(one);
    rows.set(one.person.id, row);
  }
  return [...rows.values()];
}

// Whether somebody is away on the day: all of it by one of his times, or only a part.
export function awayOn(times: Away[], day: string): 'whole' | 'part' | undefined {
  const begin = `${day} 00:00`;
  const end = `${day} 24:00`;
  const met = times.filter((one) => formatInstant(one.from) < end && (!one.until || formatInstant(one.until) > begin));
  if (met.length === 0) return undefined;
  const lasts = (one: Away) => formatInstant(one.from) <= begin && (!one.until || formatInstant(one.until) >= end || formatInstant(one.until).slice(0, 10) > day);
  return met.some(lasts) ? 'whole' : 'part';
}

export function isAwayAt({ from, until }: Away, at: string): boolean {
  const moment = Date.parse(at);
  return Date.parse(from) <= moment && (!until || Date.parse(until) > moment);
}

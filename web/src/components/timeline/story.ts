import type { Schemas } from '@/api/client';

type Entry = Schemas['TimelineEntry'];

export const kinds = ['all', 'handled', 'changed', 'said'] as const;
export type Kind = (typeof kinds)[number];

// An entry that stands for several alike: how many there are, and when the first of them was.
export type Told = Entry & { alike?: { count: number; since: string } };

// What of a story was asked for, the latest first; what is still to come stands before it. The system's reminders of one task
// that nothing came between are told as one.
export function chosen(entries: Entry[], kind: Kind): Told[] {
  const told: Told[] = [];
  for (const entry of entries.filter((one) => isOf(one, kind))) {
    const last = told.at(-1);
    if (!last || !isReminder(last) || !isReminder(entry) || last.task !== entry.task) told.push(entry);
    else told[told.length - 1] = { ...entry, alike: { count: (last.alike?.count ?? 1) + 1, since: last.alike?.since ?? last.at ?? '' } };
  }
  return told.toReversed();
}

function isReminder(entry: Entry): boolean {
  return entry.act === 'reminded' && entry.reason === 'reminder_due';
}

function isOf(entry: Entry, kind: Kind): boolean {
  const ofRecord = /^(record|outside_link|report)\./.test(entry.act);
  if (kind === 'changed') return ofRecord && entry.act !== 'record.commented';
  if (kind === 'handled') return !ofRecord;
  if (kind === 'said') return Boolean(entry.opinion || (entry.text && entry.person));
  return true;
}

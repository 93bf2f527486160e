import type { Schemas } from '@/api/client';

type Entry = Schemas['TimelineEntry'];

export const kinds = ['all', 'handled', 'changed', 'said'] as const;
export type Kind = (typeof kinds)[number];

// What of a story was asked for, the latest first; what is still to come stands before it.
export function chosen(entries: Entry[], kind: Kind): Entry[] {
  return entries.filter((entry) => isOf(entry, kind)).toReversed();
}

function isOf(entry: Entry, kind: Kind): boolean {
  const ofRecord = /^(record|outside_link|report)\./.test(entry.act);
  if (kind === 'changed') return ofRecord && entry.act !== 'record.commented';
  if (kind === 'handled') return !ofRecord;
  if (kind === 'said') return Boolean(entry.opinion || (entry.text && entry.person));
  return true;
}

import type { Schemas } from '@/api/client';

// What people begin: a process by its start form, or a new record with which processes begin.
export interface Beginning {
  id: string; // of favourites
  title: Schemas['Text'];
  pack: string;
  clauses: string[];
  isClosed: boolean;
  lastAt: string;
  process?: string;
  record?: Schemas['NewRecord'];
}

// Both kinds, what was begun last first; of the others each in its order.
export function beginningsOf(processes: Schemas['Process'][], records: Schemas['NewRecord'][]): Beginning[] {
  const all = [...processes.map(ofProcess), ...records.map(ofRecord)];
  return all.sort((one, other) => other.lastAt.localeCompare(one.lastAt));
}

function ofProcess({ id, title, pack, clauses, closed, last_at }: Schemas['Process']): Beginning {
  return { id, title, pack, clauses, isClosed: Boolean(closed), lastAt: last_at ?? '', process: id };
}

function ofRecord(record: Schemas['NewRecord']): Beginning {
  const { type, title, pack, clauses, processes, last_at } = record;
  return { id: `record:${type}`, title, pack, clauses, isClosed: processes.every((one) => one.closed), lastAt: last_at ?? '', record };
}

// Where it is begun.
export function beginningLink({ process, record }: Beginning) {
  return process ? ({ to: '/start/$process', params: { process } } as const) : ({ to: '/start', search: { create: record?.type } } as const);
}

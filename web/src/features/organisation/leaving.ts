import type { Schemas } from '@/api/client';

export type List = 'tasks' | 'positions' | 'areas' | 'deputies' | 'duties' | 'received_duties' | 'records' | 'letters' | 'sent_letters' | 'proposals';

// What becomes of it where the row names nobody: the successor of all has to take it; he takes it
// unless it is left vacant; others hold it and it stays theirs.
export type Unnamed = 'taken' | 'taken_or_vacant' | 'shared';
export interface Row {
  list: List;
  id: string;
  title: string;
  hint: string;
  unnamed: Unnamed;
}

// By row: a person, or null where it is left vacant.
export type Named = Record<string, string | null | undefined>;
export const keyOf = (row: Row) => `${row.list}/${row.id}`;

export const unnamedOf = (isNeeded: boolean, isSole: boolean): Unnamed => {
  if (isNeeded) return 'taken';
  return isSole ? 'taken_or_vacant' : 'shared';
};

export const withoutSuccessor = (rows: Row[], successor: string | null, named: Named) =>
  rows.filter((row) => row.unnamed === 'taken' && !successor && !named[keyOf(row)]);

export function handOver(rows: Row[], named: Named): Omit<Schemas['HandOver'], 'reason' | 'successor'> {
  const said = <Value>(list: List, of: (row: Row) => Value | undefined) =>
    Object.fromEntries(rows.filter((row) => row.list === list).flatMap((row) => {
      const value = of(row);
      return value === undefined ? [] : [[row.id, value]];
    })) as Record<string, Value>;
  const person = (row: Row) => named[keyOf(row)] ?? undefined;
  const personOrNobody = (row: Row) => named[keyOf(row)];
  return {
    tasks: said('tasks', person),
    positions: said('positions', personOrNobody),
    areas: said('areas', person),
    deputies: said('deputies', person),
    duties: said('duties', person),
    received_duties: said('received_duties', personOrNobody),
    records: said('records', person),
    letters: said('letters', personOrNobody),
    sent_letters: said('sent_letters', personOrNobody),
    proposals: said('proposals', personOrNobody),
  };
}

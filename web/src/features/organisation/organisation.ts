import type { Schemas } from '@/api/client';

export type Organisation = Schemas['Organisation'];
export type Unit = Organisation['units'][number];
export type Position = Organisation['positions'][number];

export interface Staff {
  planned: number;
  actual: number;
  vacant: number; // posts still to be filled, position by position
}

// Of a unit without those below it.
export function staffOf(data: Organisation, unit: string): Staff {
  const staff = { planned: 0, actual: 0, vacant: 0 };
  for (const position of data.positions) {
    if (position.unit !== unit) continue;
    staff.planned += position.headcount;
    staff.actual += position.holders.length;
    staff.vacant += Math.max(0, position.headcount - position.holders.length);
  }
  return staff;
}

export const childrenOf = (data: Organisation, parent?: string) => data.units.filter((unit) => (unit.parent || undefined) === parent);

// A unit and all below it.
export function branchOf(data: Organisation, unit: string): Set<string> {
  const branch = new Set([unit]);
  for (const child of childrenOf(data, unit)) for (const one of branchOf(data, child.id)) branch.add(one);
  return branch;
}

// How many lines of an import add something, change or keep it; who only gets a post is among the appointed.
export function counted(rows: Schemas['PeopleImport']['rows']) {
  const of = (act: string) => rows.filter((row) => row.act === act);
  const kept = of('kept').filter((row) => !row.position);
  return { added: of('added').length, changed: of('changed').length, kept: kept.length, appointed: rows.filter((row) => row.position).length };
}

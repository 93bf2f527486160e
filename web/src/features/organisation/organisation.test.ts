import { expect, test } from 'vitest';
import { branchOf, childrenOf, counted, type Organisation, staffOf } from './organisation';

const text = { zh: '', en: '' };
const person = (id: string) => ({ id, name: id });
const data = {
  at: '',
  planned: [],
  people: [],
  areas: [],
  units: [
    { id: 'company', title: text, kind: 'company' },
    { id: 'sales', title: text, kind: 'department', parent: 'company' },
    { id: 'north', title: text, kind: 'region', parent: 'sales' },
    { id: 'stock', title: text, kind: 'department', parent: 'company' },
  ],
  positions: [
    { id: 'rep', title: text, unit: 'sales', headcount: 3, holders: [person('a')] },
    { id: 'head', title: text, unit: 'sales', headcount: 1, holders: [person('b'), person('c')] },
  ],
} as Organisation;

test('posts above the plan of one position fill no vacancy of another', () => {
  expect(staffOf(data, 'sales')).toEqual({ planned: 4, actual: 3, vacant: 2 });
  expect(staffOf(data, 'north')).toEqual({ planned: 0, actual: 0, vacant: 0 });
});

test('a branch is a unit and all below it', () => {
  expect([...branchOf(data, 'sales')]).toEqual(['sales', 'north']);
  expect(childrenOf(data, 'company').map((unit) => unit.id)).toEqual(['sales', 'stock']);
});

test('lines of an import are counted by what they do', () => {
  const line = (act: 'added' | 'changed' | 'kept', position?: string) => ({ line: 2, id: 'a', name: 'a', act, changes: [], position });
  const rows = [line('added', 'rep'), line('changed'), line('kept'), line('kept', 'head')];
  expect(counted(rows)).toEqual({ added: 1, changed: 1, kept: 1, appointed: 2 });
});

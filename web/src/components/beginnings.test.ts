import { expect, test } from 'vitest';
import type { Schemas } from '@/api/client';
import { beginningLink, beginningsOf } from './beginnings';

const title = { zh: '', en: '' };
const process = (id: string, more: Partial<Schemas['Process']> = {}): Schemas['Process'] => ({ id, title, pack: 'p', clauses: [], ...more });
const closing = { reason: '盘点', at: '', person: { id: 'a', name: 'A' } };
const record = (type: string, more: Partial<Schemas['NewRecord']> = {}): Schemas['NewRecord'] => ({ type, title, pack: 'p', clauses: [], processes: [{ id: 'f', title }], ...more });

test('what was begun last comes first, whatever its kind, the others in their order', () => {
  const all = beginningsOf(
    [process('a'), process('b', { last_at: '2026-03-02T01:00:00Z' })],
    [record('need'), record('case', { last_at: '2026-03-03T01:00:00Z' })],
  );

  expect(all.map((one) => one.id)).toEqual(['record:case', 'b', 'a', 'record:need']);
});

test('a record leads to its form on the page of beginnings, a process to its own', () => {
  const [own, made] = beginningsOf([process('a')], [record('need')]).map(beginningLink);

  expect(own).toEqual({ to: '/start/$process', params: { process: 'a' } });
  expect(made).toEqual({ to: '/start', search: { create: 'need' } });
});

test('a record is closed when nothing that it begins is open', () => {
  const both = [{ id: 'f', title, closed: closing }, { id: 'g', title }];
  const closed = (processes: Schemas['NewRecord']['processes']) => beginningsOf([], [record('need', { processes })])[0]?.isClosed;

  expect(closed(both)).toBe(false);
  expect(closed(both.slice(0, 1))).toBe(true);
});

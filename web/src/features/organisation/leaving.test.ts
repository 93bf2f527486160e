import { expect, test } from 'vitest';
import { handOver, type Row, unnamedOf, withoutSuccessor } from './leaving';

const row = (list: Row['list'], id: string, unnamed: Row['unnamed']): Row => ({ list, id, title: id, hint: '', unnamed });
const rows = [row('tasks', '1', 'taken'), row('positions', 'chief', 'taken_or_vacant'), row('positions', 'rep', 'shared'), row('received_duties', '7', 'taken_or_vacant'), row('letters', '9', 'taken_or_vacant'), row('proposals', 'f/wu', 'taken_or_vacant')];

test('what nobody takes is missing only where it has to be taken', () => {
  const missing = (successor: string | null, named = {}) => withoutSuccessor(rows, successor, named).map((one) => one.id);
  expect(missing(null)).toEqual(['1']);
  expect(missing(null, { 'tasks/1': 'hu' })).toEqual([]);
  expect(missing('hu')).toEqual([]);
});

test('who is named is told by id, and what is left vacant by null', () => {
  const said = handOver(rows, { 'tasks/1': 'hu', 'positions/chief': null, 'received_duties/7': null, 'letters/9': null, 'proposals/f/wu': 'hu', 'positions/rep': undefined });
  expect(said).toEqual({ tasks: { 1: 'hu' }, positions: { chief: null }, areas: {}, deputies: {}, duties: {}, received_duties: { 7: null }, records: {}, letters: { 9: null }, sent_letters: {}, proposals: { 'f/wu': 'hu' } });
});

test('only what he alone holds and nothing waits for may be left vacant', () => {
  expect([unnamedOf(true, true), unnamedOf(false, true), unnamedOf(false, false)]).toEqual(['taken', 'taken_or_vacant', 'shared']);
});

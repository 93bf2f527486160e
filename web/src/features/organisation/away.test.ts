import { expect, test } from 'vitest';
import { awayOn, daysFrom, isAwayAt, rowsOf } from './away';

const ding = { id: 'ding_xiang', name: '丁香' };
const away = (from: string, until?: string) => ({ person: ding, from, until, stand_ins: [] });

test('days follow one another over the end of a month', () => {
  expect(daysFrom('2026-02-27', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(daysFrom('2026-03-02', 2, -2)).toEqual(['2026-02-28', '2026-03-01']);
});

test('a day is whole, a part or none, by the clock of the workspace', () => {
  const times = [away('2026-03-02T16:00:00Z', '2026-03-04T04:00:00Z')];  // from the 3rd to noon of the 4th in Shanghai
  expect(['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'].map((day) => awayOn(times, day))).toEqual([undefined, 'whole', 'part', undefined]);
  expect(awayOn([away('2026-03-03T01:00:00Z')], '2026-03-03')).toBe('part');
  expect(awayOn([away('2026-03-03T01:00:00Z')], '2027-03-03')).toBe('whole');
  expect(awayOn([away('2026-03-02T16:00:00Z', '2026-03-03T16:00:00Z')], '2026-03-04')).toBeUndefined();
});

test('a person with several times has one row', () => {
  const times = [away('2026-03-02T16:00:00Z', '2026-03-03T16:00:00Z'), away('2026-03-05T16:00:00Z', '2026-03-06T16:00:00Z')];
  expect(rowsOf(times)).toEqual([{ person: ding, times }]);
});

test('the end of a time is no part of it', () => {
  const one = away('2026-03-02T16:00:00Z', '2026-03-03T16:00:00Z');
  expect(['2026-03-02T16:00:00Z', '2026-03-03T16:00:00Z'].map((at) => isAwayAt(one, at))).toEqual([true, false]);
});

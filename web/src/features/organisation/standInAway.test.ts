import dayjs from 'dayjs';
import { expect, it } from 'vitest';
import type { Schemas } from '@/api/client';
import { awayThen } from './standInAway';

const now = new Date('2026-03-02T01:00:00Z');
const row = (whom: string, from: string, until?: string): Schemas['Deputy'] => ({
  id: `${whom}${from}`,
  person: { id: whom, name: whom },
  deputy: { id: 'lin', name: '林' },
  from,
  until,
  mode: 'beside',
  can_end: false,
});
const rows = [row('he', '2026-03-16T00:00:00Z', '2026-03-18T00:00:00Z'), row('su', '2026-03-01T00:00:00Z')];
const found = (deputy: string, from?: string, until?: string) => awayThen(rows, deputy, [from ? dayjs(from) : null, until ? dayjs(until) : null], now).length;

it('finds who stands in for the deputy at the same time', () => {
  expect(found('he', '2026-03-17', '2026-03-20')).toBe(1);
  expect(found('su', '2026-05-01')).toBe(1);
  expect(found('su')).toBe(1);
});

it('passes over other days and other people', () => {
  expect(found('he', '2026-03-20', '2026-03-21')).toBe(0);
  expect(found('he', '2026-03-04', '2026-03-06')).toBe(0);
  expect(found('lin', '2026-03-17')).toBe(0);
});

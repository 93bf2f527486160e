import { describe, expect, it } from 'vitest';
import { monthBeside, weeksOf } from './month';

describe('months of duties', () => {
  it('follow each other over the turn of the year', () => {
    expect(monthBeside('2026-12', 1)).toBe('2027-01');
    expect(monthBeside('2026-01', -1)).toBe('2025-12');
  });

  it('are weeks from Monday on', () => {
    const weeks = weeksOf('2026-03');
    expect(weeks[0].slice(5)).toEqual([null, '2026-03-01']);
    expect(weeks[5].slice(0, 3)).toEqual(['2026-03-30', '2026-03-31', null]);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { type Calendar, monthOf } from './calendar';

const calendar: Calendar = {
  year: 2026,
  own: true,
  zone: 'Asia/Shanghai',
  hours: [{ from: '09:00', to: '18:00' }],
  weekdays: [1, 2, 3, 4, 5],
  half_weekdays: [6],
  half_until: '12:00',
  days: [
    { date: '2026-02-16', name: '春节', kind: 'off' },
    { date: '2026-02-14', name: '春节', kind: 'work' },
    { date: '2026-02-27', name: '', kind: 'half' },
  ],
  known: true,
  sites: [],
};

describe('a month of the working calendar', () => {
  const { before, days } = monthOf(calendar, 2);
  const kind = (number: number) => days[number - 1].kind;

  it('begins under its weekday and has all its days', () => {
    expect(before).toBe(6);
    expect(days).toHaveLength(28);
    expect(monthOf({ ...calendar, year: 2028 }, 2).days).toHaveLength(29);
  });

  it('tells holidays, shifted, half and usual days apart', () => {
    expect(kind(16)).toBe('off');
    expect(days[15].name).toBe('春节');
    expect(kind(14)).toBe('shifted');
    expect(kind(27)).toBe('half');
    expect(kind(7)).toBe('half');
    expect(kind(8)).toBe('rest');
    expect(kind(9)).toBe('work');
  });
});

import { expect, test } from 'vitest';
import { formatDay, formatInstant, lastDayOf, spanOfSeconds, spanParts } from './time';

test('an instant is shown in the zone of the workspace', () => {
  expect(formatInstant('2026-03-02T01:00:00Z')).toBe('2026-03-02 09:00');
  expect(formatDay('2026-03-01T20:00:00Z')).toBe('2026-03-02');
  expect(formatInstant('2026-03-02')).toBe('2026-03-02');
  expect(formatInstant('soon')).toBe('soon');
});

test('a span shows its two largest parts', () => {
  expect(spanParts(spanOfSeconds(2 * 86400 + 3 * 3600 + 59))).toEqual([
    { unit: 'days', count: 2 },
    { unit: 'hours', count: 3 },
  ]);
  expect(spanParts(spanOfSeconds(86400 + 60))).toEqual([{ unit: 'days', count: 1 }]);
  expect(spanParts(spanOfSeconds(20))).toEqual([{ unit: 'minutes', count: 0 }]);
});

test('a time that ends at midnight ends with the day before', () => {
  expect(lastDayOf('2026-03-03T16:00:00Z')).toBe('2026-03-03');
  expect(lastDayOf('2026-03-03T04:00:00Z')).toBeUndefined();
});

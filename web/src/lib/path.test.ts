import { expect, test } from 'vitest';
import { isEmpty, valueAt, withValueAt } from './path';

test('a dotted path reads and writes a nested place without touching the rest', () => {
  const before = { a: { b: 1 }, rows: [{ n: 1 }, { n: 2 }] };

  const after = withValueAt(before, 'rows.1.n', 5);

  expect(valueAt(after, 'rows.1.n')).toBe(5);
  expect(Array.isArray(after.rows)).toBe(true);
  expect(before.rows[1].n).toBe(2);
  expect(after.a).toBe(before.a);
});

test('a missing place is made on writing and undefined on reading', () => {
  expect(withValueAt({}, 'x.y', 1)).toEqual({ x: { y: 1 } });
  expect(valueAt({ x: null }, 'x.y')).toBeUndefined();
});

test('zero and false are not empty', () => {
  expect([0, false, '', null, []].map(isEmpty)).toEqual([false, false, true, true, true]);
});

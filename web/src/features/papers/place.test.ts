import { expect, test } from 'vitest';
import { placeIn } from './place';

test('a line and a column are a place in the text', () => {
  expect(placeIn('ab\ncd\ne', 1, 1)).toBe(0);
  expect(placeIn('ab\ncd\ne', 2, 2)).toBe(4);
  expect(placeIn('ab\ncd\ne', 3, 1)).toBe(6);
});

test('what lies behind the end is the end', () => {
  expect(placeIn('ab', 9, 9)).toBe(2);
});

import { expect, test } from 'vitest';
import { spansOf } from './spans';

test('a long field takes a whole row, and so does what stands alone before it', () => {
  expect(spansOf(['text', 'date', 'long_text', 'text'], 2)).toEqual([1, 1, 2, 2]);
  expect(spansOf(['date', 'long_text', 'money', 'long_text'], 2)).toEqual([2, 2, 2, 2]);
  expect(spansOf(['text', 'text', 'text'], 2)).toEqual([1, 1, 2]);
});

test('one column is one field a row', () => {
  expect(spansOf(['text', 'long_text', 'text'], 1)).toEqual([1, 1, 1]);
});

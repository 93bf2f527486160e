import { expect, test } from 'vitest';
import { around, asFeel, beginning, choices, placeIn, selectionOf } from './feel-text';

test('texts and dates are quoted, everything else stays', () => {
  expect(asFeel('string', 'a "b"')).toBe('"a \\"b\\""');
  expect(asFeel('date', ' 2026-03-02 ')).toBe('@"2026-03-02"');
  expect(asFeel('number', '1.5')).toBe('1.5');
  expect(asFeel('', '{a: 1}')).toBe('{a: 1}');
});

test('choices are only read from plain lists of texts', () => {
  expect(choices('"金卡", "银卡"')).toEqual(['金卡', '银卡']);
  expect(choices('[1..5]')).toEqual([]);
  expect(choices('not("a")')).toEqual([]);
  expect(choices('')).toEqual([]);
});

test('a place counts only for its own text', () => {
  expect(placeIn('expression:2:4', 'expression')).toEqual({ line: 2, column: 4 });
  expect(placeIn('context:1:1', 'expression')).toBeUndefined();
  expect(placeIn(undefined, 'expression')).toBeUndefined();
});

test('a place is marked character by character', () => {
  expect(around('a\n等级 +', { line: 2, column: 4 })).toEqual(['等级 ', '+', '']);
  expect(around('1 +', { line: 1, column: 9 })).toEqual(['1 +', ' ', '']);
});

test('a place is selected where it stands, and behind the text nothing is', () => {
  const text = '1\n𠮷 + ]';
  const [from, to] = selectionOf(text, { line: 2, column: 5 });
  expect(text.slice(from, to)).toBe(']');
  expect(selectionOf('1 +', { line: 1, column: 4 })).toEqual([3, 3]);
  expect(selectionOf('1 +\n2', { line: 1, column: 4 })).toEqual([3, 3]);
});

test('of a large value the beginning is shown, of any other all of it', () => {
  expect(beginning('[1, 2]')).toBe('[1, 2]');
  expect(beginning('x'.repeat(400))).toHaveLength(400);
  expect(beginning('x'.repeat(401))).toHaveLength(400);
  expect(Array.from(beginning('𠮷'.repeat(500)))).toEqual(Array(400).fill('𠮷'));
  expect(beginning('a\n'.repeat(50)).split('\n')).toHaveLength(12);
});

import { expect, test } from 'vitest';
import { unsentOf } from './unsent';

const schema = { components: [{ type: 'textarea', key: 'answer' }, { type: 'textfield', key: 'title' }, { type: 'number', key: 'days' }] };
const read = { title: '问题', answer: null, days: null };

test('what was written and is not what counts is unsent', () => {
  expect(unsentOf(schema, read, { ...read, answer: 'A' }, { ...read, answer: 'B' })).toEqual({ answer: 'B' });
});

test('what others wrote into fields that I left alone is not mine', () => {
  expect(unsentOf(schema, read, { title: '新标题', answer: 'A', days: 3 }, read)).toEqual({});
});

test('what was emptied or is stored just so is not unsent', () => {
  expect(unsentOf(schema, read, { ...read, answer: 'A' }, { title: '', answer: 'A', days: null })).toEqual({});
});

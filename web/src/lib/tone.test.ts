import { expect, test } from 'vitest';
import { toneOfMatter } from './tone';

test('a matter has the colour of its verdict', () => {
  expect(toneOfMatter({ state: 'completed', status: { id: 'rejected' } })).toBe('bad');
  expect(toneOfMatter({ state: 'completed', status: { id: 'passed' } })).toBe('good');
  expect(toneOfMatter({ state: 'completed' })).toBe('good');
});

test('what is stuck or suspended shows that first', () => {
  expect(toneOfMatter({ state: 'incident', status: { id: 'running' } })).toBe('bad');
  expect(toneOfMatter({ state: 'suspended', status: { id: 'running' } })).toBe('warning');
});

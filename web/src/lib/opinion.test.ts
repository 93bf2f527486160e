import { expect, test } from 'vitest';
import { withPhrase } from './opinion';

test('a phrase is put behind what is written already', () => {
  expect(withPhrase('', '同意。')).toBe('同意。');
  expect(withPhrase('请补充报价单', '同意。')).toBe('请补充报价单；同意。');
  expect(withPhrase('同意。 ', '请尽快办理。')).toBe('同意。请尽快办理。');
  expect(withPhrase('Fine', 'Agreed.')).toBe('Fine; Agreed.');
});

test('a phrase stands in an opinion once', () => {
  expect(withPhrase('同意。请尽快办理。', '同意。')).toBe('同意。请尽快办理。');
});

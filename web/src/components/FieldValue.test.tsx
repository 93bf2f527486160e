import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startLanguages, switchLanguage } from '@/lib/language';
import { FieldValue } from './FieldValue';

vi.mock('@tanstack/react-router', () => ({ Link: () => null }));

beforeAll(startLanguages);
afterEach(async () => {
  cleanup();
  await switchLanguage('zh-CN');
});

const cell = () => render(<FieldValue kind="money" value="1.00" brief />).container.querySelector('span')!;

test('an amount in a list tells its capital words to who reads Chinese', () => {
  expect(cell().title).toBe('壹元整');
});

test('in English it has no capital words', async () => {
  await switchLanguage('en');
  expect(cell().textContent).toBe('¥1.00');
  expect(cell().title).toBe('');
});

test('a text computed in both languages is read in one', async () => {
  const words = () => render(<FieldValue kind="long_text" value={{ zh: '验收：无', en: 'Acceptance: none' }} />).container.textContent;
  expect(words()).toBe('验收：无');
  cleanup();
  await switchLanguage('en');
  expect(words()).toBe('Acceptance: none');
});

test('a time of day is read to the minute', () => {
  expect(render(<FieldValue kind="time" value="14:30:00" />).container.textContent).toBe('14:30');
});

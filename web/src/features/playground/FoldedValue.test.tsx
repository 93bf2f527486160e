import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { startLanguages } from '@/lib/language';
import { addPlaygroundTexts } from '@/lib/playground-texts';
import { FoldedValue } from './FoldedValue';

beforeAll(async () => {
  await startLanguages();
  addPlaygroundTexts();
});
afterEach(cleanup);

const shown = (value: string) => render(<FoldedValue value={value} />).container.querySelector('code')!;

test('of a large value the beginning is shown, and all of it when asked for', () => {
  const value = 'a'.repeat(190_513);
  const code = shown(value);
  expect(code.textContent!.length).toBeLessThan(3_000);
  fireEvent.click(screen.getByRole('button', { name: '显示全部（190513 字）' }));
  expect(code.textContent).toBe(value);
});

test('a small value is shown as it is', () => {
  expect(shown('"经纬"').textContent).toBe('"经纬"');
  expect(screen.queryByRole('button')).toBeNull();
});

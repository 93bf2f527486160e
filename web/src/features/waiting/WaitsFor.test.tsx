import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Schemas } from '@/api/client';
import { startLanguages } from '@/lib/language';
import { addWaitingTexts } from '@/lib/waiting-texts';
import { WaitsFor } from './WaitsFor';

beforeAll(startLanguages);
beforeAll(addWaitingTexts);
afterEach(cleanup);

const people = ['何俊', '苏青', '顾鸣'].map((name) => ({ id: name, name }));
const row = (persons: typeof people, overdue = false) =>
  ({ overdue, waiting: { persons, vacant: [], since: '2026-03-02T09:00:00+08:00', seconds: 90_000 } }) as unknown as Schemas['TaskRow'];

test('one is named, with how long he has it; a late one stands out', () => {
  const { container } = render(<WaitsFor row={row(people.slice(0, 1), true)} />);

  expect(screen.getByText('何俊')).toBeTruthy();
  expect(container.querySelector('.jw-overdue')?.textContent).toBe('已等 1 天 1 小时');
});

test('many are counted, and named when the number is chosen', async () => {
  render(<WaitsFor row={row(people)} />);

  fireEvent.click(screen.getByRole('button', { name: '3 人' }));

  expect(await screen.findByText('何俊、苏青、顾鸣')).toBeTruthy();
});

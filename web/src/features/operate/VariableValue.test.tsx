import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startLanguages } from '@/lib/language';
import { VariableValue } from './VariableValue';

beforeAll(startLanguages);
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test('a value longer than its box is a region that the keyboard reaches', () => {
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(300);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(100);
  render(<VariableValue name="long" value="…" />);
  const region = screen.getByRole('region');
  expect(region.tabIndex).toBe(0);
  expect(region.getAttribute('aria-label')).toBeTruthy();
});

test('a short one is only read', () => {
  render(<VariableValue name="amount" value="100" />);
  expect(screen.queryByRole('region')).toBeNull();
  expect(screen.getByText('100').getAttribute('tabindex')).toBeNull();
});

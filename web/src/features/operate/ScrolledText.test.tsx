import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ScrolledText } from './ScrolledText';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test('a text longer than its box is a region that the keyboard reaches', () => {
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(300);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(100);
  render(<ScrolledText as="code" className="" label="long" text="…" />);
  const region = screen.getByRole('region');
  expect(region.tabIndex).toBe(0);
  expect(region.getAttribute('aria-label')).toBe('long');
});

test('a short one is only read', () => {
  render(<ScrolledText as="span" className="" label="amount" text="100" />);
  expect(screen.queryByRole('region')).toBeNull();
  expect(screen.getByText('100').getAttribute('tabindex')).toBeNull();
});

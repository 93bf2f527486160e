import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { startLanguages } from '@/lib/language';
import { RuleResult } from './RuleResult';

beforeAll(startLanguages);
afterEach(cleanup);

function show(value: string) {
  render(<RuleResult result={{ result: value, value, type: 'string', reasons: [] }} />);
  return screen.getByRole('group', { name: '结果' }).textContent ?? '';
}

test('of a large value the beginning is shown, and how much there is', () => {
  expect(show('a'.repeat(190_513))).toHaveLength(10_001);
  expect(screen.getByText('只显示前 10000 个字符，共 190513 个。')).toBeTruthy();
});

test('a small value is shown as it is', () => {
  expect(show('"经纬"')).toBe('"经纬"');
  expect(screen.queryByText(/只显示前/)).toBeNull();
});

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { Grid } from 'antd';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { metricQuery } from '@/api/metric-query';
import { startLanguages } from '@/lib/language';
import { MetricRows } from './MetricRows';

vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="#row">{children}</a> }));

const amount = { id: 'amount', type: 'money', title: { zh: '金额', en: 'Amount' }, currency: 'CNY' };
const rows = Array.from({ length: 9 }, (_, n) => ({ type: 'cost_entry', id: String(n), number: '', title: `费用 ${n + 1}`, version: 1, updated_at: '', values: { amount: '36800.00' }, texts: {} }));
const answer = {
  metric: { id: 'spent', title: { zh: '实际费用', en: 'Spent' }, description: { zh: '已发生的费用', en: 'What was spent' } },
  rows,
  rows_total: rows.length,
  columns: [amount],
};

beforeAll(startLanguages);
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function show() {
  const queries = new QueryClient();
  queries.setQueryData(metricQuery('spent').queryKey, answer as never);
  render(
    <QueryClientProvider client={queries}>
      <MetricRows metric="spent" />
    </QueryClientProvider>,
  );
}

test('on a desk the records behind a number are a table', () => {
  vi.spyOn(Grid, 'useBreakpoint').mockReturnValue({ md: true });
  show();

  expect(screen.getByRole('table')).toBeTruthy();
});

test('on a phone they are cards, with their amounts, page by page', () => {
  vi.spyOn(Grid, 'useBreakpoint').mockReturnValue({ md: false });
  show();

  expect(screen.queryByRole('table')).toBeNull();
  expect(screen.getAllByText('¥36,800.00')).toHaveLength(8);
  expect(screen.queryByText('费用 9')).toBeNull();
  expect(screen.getByTitle('2')).toBeTruthy();
});

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { actOnInstance } from '@/api/act-on-instance';
import { startLanguages } from '@/lib/language';
import { MatterNow } from './MatterNow';

const step = { element: 'planning', title: { zh: '制定计划与执行方案', en: 'Plan' }, persons: [{ id: 'jiang_tao', name: '江涛' }], vacant: [], since: '2026-03-03T01:00:00Z' };
const instances: Record<string, object> = {
  '7': { key: '7', acts: ['comment', 'urge'], current: [step] },
  '8': { key: '8', acts: ['comment'], current: [], ended_at: '2026-03-05T01:00:00Z' },
};
vi.mock('@/api/instance-query', () => ({ instanceQuery: (key: string) => ({ queryKey: ['instance', key], queryFn: async () => instances[key] }) }));
vi.mock('@/api/session-query', () => ({ sessionQuery: () => ({ queryKey: ['session'], queryFn: async () => ({ person: { id: 'cui_hao' } }) }) }));
vi.mock('@/api/act-on-instance', () => ({ actOnInstance: vi.fn(async () => ({})) }));
vi.mock('@tanstack/react-router', () => ({ Link: ({ children, params }: { children: ReactNode; params: { key: string } }) => <a href={`/instances/${params.key}`}>{children}</a> }));

beforeAll(startLanguages);
afterEach(cleanup);

const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
const shown = (what: ReactNode) =>
  render(
    <QueryClientProvider client={client}>
      <App>{what}</App>
    </QueryClientProvider>,
  );

test('a step that is over tells where its matter is now, and whom it waits for is urged there', async () => {
  shown(<MatterNow instance="7" />);
  expect(await screen.findByText(/制定计划与执行方案/, {}, { timeout: 15_000 })).toBeTruthy();
  expect(screen.getByText(/江涛/)).toBeTruthy();
  expect(screen.getByText('打开事项').getAttribute('href')).toBe('/instances/7');
  fireEvent.click(screen.getByRole('button', { name: /催\s*办/ }));

  await vi.waitFor(() => expect(actOnInstance).toHaveBeenCalledWith('7', expect.objectContaining({ act: 'urge' }), expect.any(String)), 15_000);
});

test('of a matter that has ended nothing is said', async () => {
  const { container } = shown(<MatterNow instance="8" />);
  await vi.waitFor(() => expect(client.getQueryData(['instance', '8'])).toBeTruthy(), 15_000);
  expect(container.querySelector('.ant-alert')).toBeNull();
});

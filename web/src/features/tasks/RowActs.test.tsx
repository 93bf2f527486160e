import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { actOnTask } from '@/api/act-on-task';
import { Problem } from '@/api/problem';
import { startLanguages } from '@/lib/language';
import { TaskRowActs } from './RowActs';

const task = { key: '7', version: 3, acts: ['confirm_read', 'copy', 'urge'], buttons: [], outcomes: [], phrases: [], return_targets: [] };
vi.mock('@/api/task-query', () => ({ taskQuery: (key: string) => ({ queryKey: ['task', key], queryFn: async () => (key === '7' ? task : Promise.reject(new Problem(404, { title: { zh: '没有这个任务', en: 'No such task' } }))) }) }));
vi.mock('@/api/act-on-task', () => ({ actOnTask: vi.fn(async () => ({})) }));

beforeAll(startLanguages);
afterEach(cleanup);

const shown = (row: ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <App>{row}</App>
    </QueryClientProvider>,
  );

test('acts on a task are offered with one click, and the second does what asks for nothing', async () => {
  shown(<TaskRowActs task="7" title="呈批" />);
  fireEvent.click(screen.getByLabelText('呈批的操作'));
  await vi.waitFor(() => expect(screen.getAllByRole('menuitem').map((item) => item.textContent)).toEqual(['已阅', '抄送', '催办']), 15_000);
  fireEvent.click(screen.getByText('已阅'));

  await vi.waitFor(() => expect(actOnTask).toHaveBeenCalledWith('7', { version: 3, act: 'confirm_read' }, expect.any(String)), 15_000);
});

test('where acts cannot be asked for, it is said why and the menu closes', async () => {
  shown(<TaskRowActs task="8" title="呈批" />);
  fireEvent.click(screen.getByLabelText('呈批的操作'));

  expect(await screen.findByText('没有这个任务', {}, { timeout: 15_000 })).toBeTruthy();
  await vi.waitFor(() => expect(document.querySelector('.ant-dropdown:not(.ant-dropdown-hidden) .ant-spin')).toBeNull(), 15_000);
});

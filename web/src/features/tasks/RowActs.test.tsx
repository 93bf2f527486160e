import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { actOnTask } from '@/api/act-on-task';
import { startLanguages } from '@/lib/language';
import { TaskRowActs } from './RowActs';

const task = { key: '7', version: 3, acts: ['confirm_read', 'copy', 'urge'], buttons: [], outcomes: [], phrases: [], return_targets: [] };
vi.mock('@/api/task-query', () => ({ taskQuery: (key: string) => ({ queryKey: ['task', key], queryFn: async () => task }) }));
vi.mock('@/api/act-on-task', () => ({ actOnTask: vi.fn(async () => ({})) }));

beforeAll(startLanguages);
afterEach(cleanup);

test('acts on a task are offered with one click, and the second does what asks for nothing', async () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <App>
        <TaskRowActs task="7" title="呈批" />
      </App>
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByLabelText('呈批的操作'));
  await vi.waitFor(() => expect(screen.getAllByRole('menuitem').map((item) => item.textContent)).toEqual(['已阅', '抄送', '催办']), 15_000);
  fireEvent.click(screen.getByText('已阅'));

  await vi.waitFor(() => expect(actOnTask).toHaveBeenCalledWith('7', { version: 3, act: 'confirm_read' }, expect.any(String)), 15_000);
});

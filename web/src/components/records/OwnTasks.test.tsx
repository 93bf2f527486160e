import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { client } from '@/api/client';
import { startLanguages } from '@/lib/language';
import { OwnTasks } from './OwnTasks';

const navigate = vi.fn();
vi.mock('@tanstack/react-router', () => ({ useNavigate: () => navigate }));
const get = vi.spyOn(client, 'GET');

beforeAll(startLanguages);
beforeEach(() => {
  get.mockReset();
  navigate.mockReset();
});
afterEach(cleanup);

const task = (key: string, zh: string, id: string) => ({ key, title: { zh, en: zh }, record: { type: 'demand', id } });

function show(items: unknown[], record: { type: string; id: string; number?: string; title?: string }) {
  get.mockResolvedValue({ data: { items, page: 1, size: 20, total: items.length }, response: new Response() } as never);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <OwnTasks record={record} />
    </QueryClientProvider>,
  );
}

test('what waits for the reader with this record is one click from it', async () => {
  show([task('7', '资源分配', '1'), task('8', '资源分配', '2')], { type: 'demand', id: '1', number: 'XQ-1' });

  fireEvent.click(await screen.findByRole('button', { name: '办理：资源分配' }));

  expect(screen.getAllByRole('button')).toHaveLength(1);
  expect(navigate).toHaveBeenCalledWith({ to: '/tasks/$key', params: { key: '7' } });
  expect(get.mock.calls[0][1]).toMatchObject({ params: { query: { box: 'todo', q: 'XQ-1' } } });
});

test('where nothing waits for the reader nothing is offered', async () => {
  show([], { type: 'demand', id: '1', number: 'XQ-1' });

  await vi.waitFor(() => expect(get).toHaveBeenCalled());
  expect(screen.queryByRole('button')).toBeNull();
});

test('a record without number and title is not asked for', () => {
  show([], { type: 'demand', id: '1' });

  expect(get).not.toHaveBeenCalled();
});

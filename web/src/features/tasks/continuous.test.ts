import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import { client } from '@/api/client';
import { nextTask } from './continuous';

const get = vi.spyOn(client, 'GET');
const listed = (...keys: string[]) =>
  ({ data: { items: keys.map((key) => ({ key })), page: 1, size: 20, total: keys.length }, response: new Response() }) as never;
const queries = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

beforeEach(() => {
  get.mockReset();
});

test('of a list that is not narrowed the first of all comes next, without asking', async () => {
  expect(await nextTask(queries(), { q: undefined }, { next_task: '7' })).toBe('7');
  expect(get).not.toHaveBeenCalled();
});

test('of the same matter the next comes before what the list is narrowed to', async () => {
  expect(await nextTask(queries(), { process: 'demand_flow' }, { next_task: '7', next_is_of_matter: true })).toBe('7');
  expect(get).not.toHaveBeenCalled();
});

test('of a narrowed list the first of the same comes next, asked anew each time', async () => {
  const kept = queries();
  get.mockResolvedValueOnce(listed('4', '5')).mockResolvedValueOnce(listed('5'));

  expect(await nextTask(kept, { process: 'demand_flow', q: '五一' }, { next_task: '7' })).toBe('4');
  expect(await nextTask(kept, { process: 'demand_flow', q: '五一' }, { next_task: '7' })).toBe('5');
  expect(get.mock.calls[0][1]).toMatchObject({ params: { query: { box: 'todo', process: 'demand_flow', q: '五一', page: 1 } } });
});

test('when the narrowed list is through, nothing else opens', async () => {
  get.mockResolvedValueOnce(listed());
  expect(await nextTask(queries(), { state: 'overdue' }, { next_task: '7' })).toBeUndefined();
});

test('what cannot be asked for opens nothing', async () => {
  get.mockRejectedValueOnce(new TypeError('offline'));
  expect(await nextTask(queries(), { state: 'overdue' }, { next_task: '7' })).toBeUndefined();
});

test('what is suspended is passed over', async () => {
  const items = [{ key: '4', status: { id: 'suspended', title: { zh: '挂起' } } }, { key: '5', status: { id: 'green', title: { zh: '绿灯' } } }];
  get.mockResolvedValueOnce({ data: { items, page: 1, size: 20, total: 2 }, response: new Response() } as never);
  expect(await nextTask(queries(), { process: 'demand_flow' }, { next_task: '7' })).toBe('5');
});

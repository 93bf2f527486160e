import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Schemas } from '@/api/client';
import { Problem } from '@/api/problem';
import { startLanguages } from '@/lib/language';
import { SeatRemoval } from './SeatRemoval';

const title = (zh: string) => ({ zh, en: zh });
const removals: Record<string, Schemas['Removal']> = {
  '3': {
    seats: [{ id: '3', title: title('唐伟') }],
    needs_reason: false,
    decides: true,
    outcome: { id: 'disagree', title: title('不同意') },
    matter: { id: 'rejected', title: title('未通过') },
  },
  '4': { seats: [{ id: '4', title: title('何俊') }, { id: '5', title: title('苏青') }], needs_reason: true, decides: false },
};
vi.mock('@/api/removal-query', () => ({
  removalQuery: (task: string, seat: string) => ({
    queryKey: ['task', task, 'removal', seat],
    queryFn: async () => removals[seat] ?? Promise.reject(new Problem(409, { title: title('不能减去此席位') })),
  }),
}));

beforeAll(startLanguages);
afterEach(cleanup);

const wait = { timeout: 15_000 };
const opened = (id: string, state: Schemas['Seat']['state'], onAct = vi.fn()) => {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <App>
        <SeatRemoval task="7" seat={{ id, title: title('席位'), state }} onAct={onAct} />
      </App>
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: /减\s*签/ }));
  return onAct;
};
const confirm = () => screen.getAllByRole('button', { name: /减\s*签/ }).at(-1)! as HTMLButtonElement;

test('a removal that decides the step says as what, and how the matter ends, before it is done', async () => {
  const onAct = opened('3', 'open');
  expect(await screen.findByText('减签后本环节立即有结果：不同意', {}, wait)).toBeTruthy();
  expect(screen.getByText('事项随之结束：未通过')).toBeTruthy();
  expect(onAct).not.toHaveBeenCalled();
  fireEvent.click(confirm());

  expect(onAct).toHaveBeenCalledWith({ act: 'remove_signer', seat: '3', text: undefined });
});

test('a vote goes with a reason, and whom it takes along is named', async () => {
  const onAct = opened('4', 'acted');
  expect(await screen.findByText('一并减去：苏青', {}, wait)).toBeTruthy();
  expect(screen.getByText(/其意见不再计入/)).toBeTruthy();
  expect(confirm().disabled).toBe(true);
  fireEvent.change(document.getElementById('removal-reason')!, { target: { value: '应当回避' } });
  fireEvent.click(confirm());

  expect(onAct).toHaveBeenCalledWith({ act: 'remove_signer', seat: '4', text: '应当回避' });
});

test('what may not be removed says why, and nothing can be confirmed', async () => {
  opened('1', 'open');
  expect(await screen.findByText('不能减去此席位', {}, wait)).toBeTruthy();
  expect(confirm().disabled).toBe(true);
});

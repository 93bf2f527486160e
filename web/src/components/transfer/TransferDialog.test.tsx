import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { transferTasks } from '@/api/transfer-tasks';
import { startLanguages } from '@/lib/language';
import { type Item, tasksThatGo, ticked } from './chosen';
import { TransferDialog } from './TransferDialog';

const text = (zh: string) => ({ zh, en: zh });
const item = (task: string, stays?: string): Item => ({ task, title: text(`任务${task}`), stays: stays ? { code: 'work.suspended', title: text(stays) } : undefined });
const found = { person: { id: 'he_jun', name: '何俊' }, items: [item('1'), item('2'), item('3', '流程已挂起，暂不能办理')] };

vi.mock('@/api/transfer-tasks', () => ({ transferTasks: vi.fn() }));
vi.mock('@/api/tasks-to-transfer-query', () => ({ tasksToTransferQuery: () => ({ queryKey: ['t'], queryFn: async () => found }) }));
vi.mock('@/api/session-query', () => ({ sessionQuery: () => ({ queryKey: ['session'], queryFn: async () => ({ person: { id: 'admin', name: '管理员' } }) }) }));
vi.mock('@/components/form/PeopleInput', () => ({
  PeoplePicker: ({ label, onChange }: { label: string; onChange: (id: string) => void }) => <button onClick={() => onChange('gu_ming')}>{label}</button>,
}));

beforeAll(startLanguages);
beforeEach(() => {
  vi.mocked(transferTasks).mockReset();
});
afterEach(cleanup);

test('all that may go is ticked, or what was chosen; what was ticked since counts', () => {
  expect(tasksThatGo(found.items)).toEqual(['1', '2']);
  expect(ticked(found.items, [], {})).toEqual(['1', '2']);
  expect(ticked(found.items, ['2', '3'], {})).toEqual(['2']);
  expect(ticked(found.items, ['2'], { 1: true, 2: false })).toEqual(['1']);
});

test('what stays says why, what is ticked goes, and what could not go is told', async () => {
  vi.mocked(transferTasks).mockResolvedValue({ ...found, to: { id: 'gu_ming', name: '顾鸣' }, items: [item('1', '任务已经结束')] });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <App>
        <TransferDialog person={found.person} onClose={() => {}} />
      </App>
    </QueryClientProvider>,
  );
  await screen.findByText('流程已挂起，暂不能办理');
  expect(screen.getByText(/管理员代操作/)).toBeTruthy();
  const act = () => screen.getByRole<HTMLButtonElement>('button', { name: /^转交 \d 项$/ });
  expect(act().disabled).toBe(true);

  fireEvent.click(screen.getByRole('checkbox', { name: '转交 任务2' }));
  fireEvent.click(screen.getByRole('button', { name: '接手人' }));
  fireEvent.change(screen.getByLabelText('原因'), { target: { value: ' 病假 ' } });
  fireEvent.click(act());

  await screen.findByText('1 项未能转交');
  expect(screen.getByText('任务已经结束')).toBeTruthy();
  expect(transferTasks).toHaveBeenCalledWith('he_jun', { to: 'gu_ming', reason: '病假', tasks: ['1'] });
});

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { actOnInstance } from '@/api/act-on-instance';
import { actOnTask } from '@/api/act-on-task';
import type { Schemas } from '@/api/client';
import { startLanguages } from '@/lib/language';
import { addWaitingTexts } from '@/lib/waiting-texts';
import { WaitingRowActs } from './WaitingRowActs';

const roles = vi.hoisted(() => ({ held: ['administrator'] }));
const acts = vi.hoisted(() => ({ offered: ['cancel', 'urge', 'suspend'] }));
const readTask = vi.hoisted(() => vi.fn());
const name = (zh: string) => ({ zh, en: zh });
const seats = [
  { id: '1', title: name('何俊'), transferable: true },
  { id: '2', title: name('总经理'), state: 'acted' },
];

vi.mock('@/api/session-query', () => ({ sessionQuery: () => ({ queryKey: ['session'], queryFn: async () => ({ person: { id: 'me' }, roles: roles.held }) }) }));
vi.mock('@/api/instance-query', () => ({ instanceQuery: (key: string) => ({ queryKey: ['instance', key], queryFn: async () => ({ key, acts: acts.offered }) }) }));
vi.mock('@/api/task-query', () => ({ taskQuery: (key: string) => ({ queryKey: ['task', key], queryFn: readTask }) }));
vi.mock('@/api/phrases-query', () => ({ phrasesQuery: () => ({ queryKey: ['phrases'], queryFn: async () => ({ items: [{ key: '1', text: '资料不齐' }] }) }) }));
vi.mock('@/api/act-on-instance', () => ({ actOnInstance: vi.fn(async () => ({})) }));
vi.mock('@/api/act-on-task', () => ({ actOnTask: vi.fn(async () => ({})) }));
vi.mock('@/components/form/PeopleInput', () => ({
  PeoplePicker: ({ label, onChange }: { label: string; onChange: (id: string) => void }) => <button onClick={() => onChange('gu_ming')}>{label}</button>,
}));

beforeAll(startLanguages);
beforeAll(addWaitingTexts);
afterEach(cleanup);

async function opened() {
  readTask.mockReset();
  readTask.mockResolvedValue({ key: '7', version: 3, seats });
  const queries = new QueryClient();
  queries.setQueryData(['session'], { person: { id: 'me' }, roles: roles.held }); // Pages open with a session.
  render(
    <QueryClientProvider client={queries}>
      <App>
        <WaitingRowActs row={{ key: '7', instance: '5' } as Schemas['TaskRow']} title="门禁" />
      </App>
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByLabelText('门禁的操作'));
  await vi.waitFor(() => expect(screen.getAllByRole('menuitem').some((item) => item.textContent)).toBe(true), 15_000);
  return screen.getAllByRole('menuitem').map((item) => item.textContent);
}

test('an administrator gives an open seat to somebody else where work waits', async () => {
  roles.held = ['administrator'];
  expect(await opened()).toEqual(['转办：何俊', '催办', '挂起', '终止']);
  fireEvent.click(screen.getByText('转办：何俊'));
  fireEvent.click(await screen.findByText('转给', { selector: 'button' }));
  fireEvent.click(await screen.findByText('资料不齐'));
  fireEvent.click(screen.getByText(/^转\s*办$/, { selector: 'button *' }));

  await vi.waitFor(() => expect(actOnTask).toHaveBeenCalledWith('7', { version: 3, act: 'transfer', seat: '1', persons: ['gu_ming'], text: '资料不齐' }, expect.any(String)), 15_000);
});

test('others are offered what they may do to the matter, and the task is not asked for', async () => {
  roles.held = ['everyone'];
  expect(await opened()).toEqual(['催办', '挂起', '终止']);
  expect(readTask).not.toHaveBeenCalled();
  fireEvent.click(screen.getByText('挂起'));
  fireEvent.click(await screen.findByText('资料不齐'));
  fireEvent.click(screen.getByText(/^挂\s*起$/, { selector: 'button *' }));

  await vi.waitFor(() => expect(actOnInstance).toHaveBeenCalledWith('5', expect.objectContaining({ act: 'suspend', text: '资料不齐' }), expect.any(String)), 15_000);
});

test('where nothing can be done that is said', async () => {
  roles.held = ['everyone'];
  acts.offered = [];
  expect(await opened()).toEqual(['现在没有可做的操作']);
});

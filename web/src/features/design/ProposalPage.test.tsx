import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { publishVersion } from '@/api/publish-version';
import { returnProposal } from '@/api/return-proposal';
import { startLanguages } from '@/lib/language';
import { ProposalPage } from './ProposalPage';

const at = '2026-03-02T01:00:00Z';
const proposal = {
  process: { id: 'leave_flow', title: { zh: '请假', en: 'Leave' } },
  by: { id: 'fang_yuan', name: '方远' },
  at,
  comment: '与制度一致',
  base_version: 2,
  newest: 2,
  differs: [{ zh: '部门审批', en: 'Department' }],
  xml: '<xml/>',
  may_publish: true,
};
const state = { proposal };
vi.mock('@/api/proposals-query', () => ({ proposalQuery: () => ({ queryKey: ['waiting', 'proposals'], queryFn: async () => state.proposal }) }));
vi.mock('@/api/publish-version', () => ({ publishVersion: vi.fn(async () => ({ version: 3 })) }));
vi.mock('@/api/return-proposal', () => ({ returnProposal: vi.fn(async () => undefined) }));
vi.mock('./PublishDialog', () => ({ Compared: ({ version }: { version: number }) => <p>与第 {version} 版的差异</p> }));
vi.mock('@/components/diagram/BpmnDiagram', () => ({ BpmnDiagram: ({ diagram }: { diagram: { xml: string } }) => <p>流程图 {diagram.xml}</p> }));
vi.mock('@tanstack/react-router', () => ({
  Link: ({ children }: { children: ReactNode }) => <a href="/waiting">{children}</a>,
  useNavigate: () => vi.fn(),
  useParams: () => ({ process: 'leave_flow', person: 'fang_yuan' }),
}));

beforeAll(startLanguages);
afterEach(cleanup);

const wait = { timeout: 15_000 };
const shown = (change: Partial<typeof proposal> = {}) => {
  state.proposal = { ...proposal, ...change };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <App>
        <ProposalPage />
      </App>
    </QueryClientProvider>,
  );
};
const button = (name: RegExp) => screen.getByRole('button', { name }) as HTMLButtonElement;

test('who may publish sees the differences and publishes what he has seen', async () => {
  shown();
  expect(await screen.findByText('与第 2 版的差异', {}, wait)).toBeTruthy();
  expect(screen.getByText('与制度一致')).toBeTruthy();
  fireEvent.click(button(/发\s*布/));

  await vi.waitFor(
    () => expect(publishVersion).toHaveBeenCalledWith('leave_flow', { xml: '<xml/>', base_version: 2, comment: '与制度一致', proposal: 'fang_yuan', proposed_at: at }),
    wait,
  );
});

test('it is returned with a reason and not without', async () => {
  shown();
  await screen.findByText('与制度一致', {}, wait);
  fireEvent.click(button(/退\s*回/));
  const confirm = () => screen.getAllByRole('button', { name: /退\s*回/ }).at(-1)! as HTMLButtonElement;
  await vi.waitFor(() => expect(document.getElementById('proposal-reason')).toBeTruthy(), wait);
  expect(confirm().disabled).toBe(true);
  fireEvent.change(document.getElementById('proposal-reason')!, { target: { value: '缺少会签' } });
  fireEvent.click(confirm());

  await vi.waitFor(() => expect(returnProposal).toHaveBeenCalledWith('leave_flow', 'fang_yuan', { at, reason: '缺少会签' }), wait);
});

test('what began with an older version can only be returned', async () => {
  shown({ newest: 3 });
  expect(await screen.findByText(/不能直接发布/, {}, wait)).toBeTruthy();
  expect(button(/发\s*布/).disabled).toBe(true);
  expect(button(/退\s*回/).disabled).toBe(false);
});

test('who handed it in reads it and is offered neither', async () => {
  shown({ may_publish: false });
  await screen.findByText('与制度一致', {}, wait);
  expect(screen.queryByRole('button')).toBeNull();
});

test('a process that is to begin is shown whole', async () => {
  shown({ base_version: 0, newest: 0 });
  expect(await screen.findByText('流程图 <xml/>', {}, wait)).toBeTruthy();
  expect(screen.queryByText(/的差异/)).toBeNull();
  expect(button(/启\s*用/).disabled).toBe(false);
});

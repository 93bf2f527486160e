import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Schemas } from '@/api/client';
import { startLanguages } from '@/lib/language';
import { PathSteps } from './PathSteps';

const suqing = { id: 'su_qing', name: '苏青' };
vi.mock('@/api/away-query', () => ({
  awayNowQuery: () => ({
    queryKey: ['away'],
    queryFn: async () => ({ items: [{ person: { id: 'tang_wei', name: '唐伟' }, from: '2026-03-01T16:00:00Z', until: '2026-03-03T16:00:00Z', stand_ins: [suqing] }] }),
  }),
}));

beforeAll(startLanguages);
afterEach(cleanup);

const title = (zh: string) => ({ zh, en: zh });
const step = (more: Partial<Schemas['PathStep']>): Schemas['PathStep'] => ({ element: 'a', title: title('审核'), kind: 'approve', policy: 'all', persons: [], choice: false, ...more });
const shown = (one: Schemas['PathStep']) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <PathSteps steps={[one]} />
    </QueryClientProvider>,
  );
const hejun = { id: 'he_jun', name: '何俊' };

test('a seat that a rule decides is told beside who is asked', () => {
  shown(step({ persons: [suqing], ruled: [{ persons: [hejun], reason: 'duplicate', text: title('何俊已在“初审”同意，自动通过') }] }));

  expect(screen.getByText('自动通过 · 去重')).toBeTruthy();
  expect(screen.getByText('何俊已在“初审”同意，自动通过')).toBeTruthy();
  expect(screen.getByText('苏青')).toBeTruthy();
});

test('a step that rules decide alone asks nobody, and says so', () => {
  shown(step({ by_rule: 'pass', ruled: [{ persons: [hejun], reason: 'applicant_skipped', text: title('自动通过') }] }));

  expect(screen.getByText('自动跳过 · 申请人本人')).toBeTruthy();
  expect(screen.queryByText('尚不能确定')).toBeNull();
});

test('of who is asked it says who is away, until when, and who stands in', async () => {
  shown(step({ persons: [hejun, { id: 'tang_wei', name: '唐伟' }] }));

  const note = await screen.findByText(/不在岗/);
  expect(note.textContent).toBe('唐伟 不在岗，至 2026-03-03，代办人：苏青');
});

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startLanguages } from '@/lib/language';
import { ClockBanner } from './ClockBanner';
import { SideMenu } from './SideMenu';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ to, search, children }: { to: string; search?: Record<string, string>; children: ReactNode }) => (
    <a href={search ? `${to}?${new URLSearchParams(search)}` : to}>{children}</a>
  ),
  useLocation: () => ({ pathname: '/' }),
}));

beforeAll(startLanguages);
afterEach(cleanup);

function show(node: ReactNode, owned: string[] = []) {
  const queries = new QueryClient({ defaultOptions: { queries: { enabled: false, staleTime: Infinity } } });
  queries.setQueryData(['menu'], { items: [{ kind: 'page', page: 'tasks', title: { zh: '审批中心', en: 'Approvals' } }] });
  queries.setQueryData(['waiting'], { items: owned.map((id) => ({ id, title: { zh: id, en: id }, tasks: 0, overdue: 0 })) });
  render(<QueryClientProvider client={queries}>{node}</QueryClientProvider>);
}

test('whoever owns a process finds where work waits and all that runs', () => {
  show(<SideMenu narrow={false} />, ['paper_flow']);

  fireEvent.click(screen.getByText('流程监控'));

  expect(screen.getByRole('link', { name: '流程负责人视图' }).getAttribute('href')).toBe('/waiting');
  expect(screen.getByRole('link', { name: '全部在办' }).getAttribute('href')).toBe('/instances?scope=all&state=active');
});

test('others have no such entry', () => {
  show(<SideMenu narrow={false} />);
  expect(screen.getByText('审批中心')).toBeTruthy();
  expect(screen.queryByText('流程监控')).toBeNull();
});

test('the clock that stands still is a landmark of its own', () => {
  show(<ClockBanner clock={{ now: '2026-03-02T09:00:00+08:00', virtual: true, zone: 'Asia/Shanghai' }} />);
  expect(screen.getByRole('region', { name: '虚拟时钟' })).toBeTruthy();
});

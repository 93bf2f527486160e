import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Schemas } from '@/api/client';
import { deleteRecord } from '@/api/delete-record';
import { Problem } from '@/api/problem';
import { startLanguages } from '@/lib/language';
import { ChildTable } from './ChildTable';

vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="#row">{children}</a> }));
vi.mock('antd', async (real) => {
  const antd = await real<typeof import('antd')>();
  return { ...antd, Grid: { ...antd.Grid, useBreakpoint: () => ({ md: true }) } };
});
vi.mock('@/api/delete-record', () => ({ deleteRecord: vi.fn() }));
vi.mock('./RecordDrawer', () => ({ RecordDrawer: () => null }));

const list: Schemas['ChildList'] = {
  field: 'plan_items',
  type: 'plan_item',
  link: 'milestone',
  title: { zh: '计划内容', en: 'Plan items' },
  columns: [
    { id: 'title', type: 'text', title: { zh: '内容', en: 'Item' } },
    { id: 'planned_end', type: 'date', title: { zh: '计划结束', en: 'Planned end' } },
    { id: 'actual_end', type: 'date', title: { zh: '实际结束', en: 'Actual end' } },
  ],
  items: [{ type: 'plan_item', id: '1', number: '', title: '门禁安装', version: 1, updated_at: '', values: { title: '门禁安装', planned_end: '2026-05-20', actual_end: null }, texts: {} }],
  total: 1,
  totals: {},
  can_create: false,
  changeable: [],
  removable: [],
};

beforeAll(startLanguages);
afterEach(cleanup);

function open(shown: Schemas['ChildList'], { dense = false, fixed = false } = {}) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <App>
        <ChildTable list={shown} parent={{ type: 'milestone', id: '9' }} dense={dense} fixed={fixed} />
      </App>
    </QueryClientProvider>,
  );
}

function heads(shown: Schemas['ChildList'], dense: boolean) {
  open(shown, { dense });
  return screen.getAllByRole('columnheader').map((head) => head.textContent);
}

function show(dense: boolean) {
  expect(heads(list, dense)).toEqual(['内容', '计划结束', '实际结束']);
  return { widths: document.querySelectorAll('col[style*="width"]').length, cut: document.querySelectorAll('td.ant-table-cell-ellipsis').length };
}

test('a dense table keeps every column, none of a fixed width, no words cut, no date broken', () => {
  expect(show(true)).toEqual({ widths: 0, cut: 0 });
  expect(screen.getByText('2026-05-20').closest('td')?.className).toContain('jw-whole');
});

test('elsewhere the columns of a list have their widths', () => {
  expect(show(false)).toEqual({ widths: 3, cut: 1 });
});

test('where each record stands is said beside its name', () => {
  const state = { id: 'open', title: { zh: '未检查', en: 'Not checked' }, tone: 'active' as const };
  expect(heads({ ...list, items: [{ ...list.items[0], state }] }, false)).toEqual(['内容', '状态', '计划结束', '实际结束']);
  expect(screen.getByText('未检查')).toBeTruthy();
});

test('a list that names the state itself says it once', () => {
  const state = { id: 'open', title: { zh: '未检查', en: 'Not checked' }, tone: 'active' as const };
  const column = { id: 'state', type: 'text' as const, title: { zh: '状态', en: 'State' } };
  expect(heads({ ...list, columns: [...list.columns, column], items: [{ ...list.items[0], state }] }, true)).toEqual(['内容', '计划结束', '实际结束', '状态']);
});

const two = [list.items[0], { ...list.items[0], id: '2', title: '车闸', version: 4 }];

test('a row that may be deleted is, once that is confirmed', async () => {
  vi.mocked(deleteRecord).mockResolvedValue(undefined);
  open({ ...list, items: two, total: 2, removable: ['2'] });
  expect(screen.queryByLabelText('删除 门禁安装')).toBeNull();

  fireEvent.click(screen.getByLabelText('删除 车闸'));
  await screen.findByText(/删除“车闸”？/);
  expect(deleteRecord).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: /^删\s*除$/ }));

  await waitFor(() => expect(deleteRecord).toHaveBeenCalledWith('plan_item', '2', 4));
  await screen.findByText('已删除');
});

test('a row that its kind alone names is called by its first words', () => {
  open({ ...list, items: [{ ...list.items[0], title: '计划内容', title_en: 'Plan item' }], removable: ['1'], changeable: ['1'] });

  expect(screen.getByLabelText('删除 门禁安装')).toBeTruthy();
  expect(screen.getByLabelText('编辑 门禁安装')).toBeTruthy();
});

test('what speaks against it is said above the rows', async () => {
  vi.mocked(deleteRecord).mockRejectedValue(new Problem(403, { code: 'app.row_stays', title: { zh: '本环节不能删除明细行', en: '' } }));
  open({ ...list, removable: ['1'] });

  fireEvent.click(screen.getByLabelText('删除 门禁安装'));
  fireEvent.click(await screen.findByRole('button', { name: /^删\s*除$/ }));

  expect((await screen.findByRole('alert')).textContent).toContain('本环节不能删除明细行');
});

test('a list that is only read offers nothing of it', () => {
  open({ ...list, removable: ['1'], changeable: ['1'] }, { fixed: true });
  expect(screen.queryByRole('button')).toBeNull();
});

// Rows that are only read, on a desktop and on a phone: those of a list in the form and those that are records.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Schemas } from '@/api/client';
import { recordQuery } from '@/api/record-query';
import type { FormSchema } from '@/lib/form-schema';
import { startLanguages } from '@/lib/language';
import type { Values } from '@/lib/path';
import { type FormModel, FormView } from './FormView';

const screenOf = vi.hoisted(() => ({ md: true, lg: true }));
vi.mock('antd', async (real) => {
  const antd = await real<typeof import('antd')>();
  return { ...antd, Grid: { ...antd.Grid, useBreakpoint: () => screenOf } };
});
vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="#row">{children}</a> }));
vi.mock('../records/RecordDrawer', () => ({ RecordDrawer: () => null }));

const bill: FormSchema = {
  components: [
    {
      type: 'dynamiclist',
      path: 'items',
      label: '明细',
      components: [
        { type: 'textfield', key: 'what', label: '品名' },
        { type: 'number', key: 'cost', label: '金额', properties: { 'jw:widget': 'money' } },
        { type: 'textfield', key: 'note', label: '说明' },
      ],
    },
  ],
};
const sums = { items: { visible: true, editable: false, required: false, problems: [], totals: { cost: '8000.18' } } };
const rowsOf = (count: number): Values[] => Array.from({ length: count }, (_, place) => ({ what: `品${place + 1}`, cost: '10.00' }));

const line = (id: string, what: string, values: Values = {}): Schemas['RecordRow'] => ({
  type: 'line',
  id,
  number: '',
  title: what,
  version: 1,
  updated_at: '',
  values: { what, cost: '4000.09', paper: '7', ...values },
  texts: {},
});
const lines = (items: Schemas['RecordRow'][], total = items.length): Schemas['ChildList'] => ({
  field: 'lines',
  type: 'line',
  link: 'paper',
  title: { zh: '明细', en: 'Lines' },
  columns: [
    { id: 'what', type: 'text', title: { zh: '品名', en: 'What' } },
    { id: 'cost', type: 'money', title: { zh: '金额', en: 'Cost' } },
  ],
  items,
  total,
  totals: { cost: '8000.18' },
  can_create: false,
  changeable: [],
  removable: [],
});

beforeAll(startLanguages);
beforeEach(() => void Object.assign(screenOf, { md: true, lg: true }));
afterEach(cleanup);

function show(schema: FormSchema, model: Partial<FormModel>, records: Schemas['RecordDetail'][] = []) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  for (const record of records) client.setQueryData(recordQuery(record.type, record.id).queryKey, record);
  render(
    <QueryClientProvider client={client}>
      <FormView schema={schema} values={{}} {...model} />
    </QueryClientProvider>,
  );
}

const showLines = (list: Schemas['ChildList'], records?: Schemas['RecordDetail'][]) =>
  show({ components: [{ type: 'textfield', key: 'lines', label: '明细', properties: { 'jw:widget': 'children' } }] }, { readOnly: true, record: { type: 'paper', id: '7' }, lists: [list] }, records);

const heads = () => [...document.querySelectorAll('thead th')].map((head) => head.textContent);

test('a list of the form that is only read is a table with its sums, of the columns that have something', () => {
  show(bill, { readOnly: true, values: { items: rowsOf(2) }, states: sums });

  expect(heads()).toEqual(['品名', '金额']);
  expect(screen.getAllByText('¥10.00')[0]?.closest('td')?.style.textAlign).toBe('right');
  expect(within(screen.getByLabelText('合计')).getByText('捌仟元壹角捌分')).toBeTruthy();
});

test('on a phone its rows stand below one another, with the sums', () => {
  Object.assign(screenOf, { md: false, lg: false });
  show(bill, { readOnly: true, values: { items: rowsOf(2) }, states: sums });

  expect(screen.queryByRole('table')).toBeNull();
  expect(screen.getByText('品2')).toBeTruthy();
  expect(screen.getByLabelText('合计')).toBeTruthy();
});

test('of many rows that are only read the first show until all are asked for', () => {
  show(bill, { readOnly: true, values: { items: rowsOf(25) }, states: sums });
  expect(screen.queryByText('品21')).toBeNull();

  fireEvent.click(screen.getByRole('button', { name: '全部 25 条' }));

  expect(screen.getByText('品25')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '全部 25 条' })).toBeNull();
});

test('a list that a step fixes, but for one column, stays a form', () => {
  const open = { visible: true, editable: true, required: false, problems: [] };
  show(bill, { values: { items: rowsOf(1) }, states: { ...sums, 'items.0.note': open } });

  expect(screen.queryByRole('table')).toBeNull();
  expect(screen.getByLabelText('说明')).toBeTruthy();
});

test('records that are only read are a table with their sums; what no column tells of a few stands below', () => {
  const note: Schemas['Field'] = { id: 'note', type: 'long_text', title: { zh: '说明', en: 'Note' } };
  const noted = { ...line('1', '服务器', { note: '两台，含安装' }), fields: [note], groups: [], children: [] } as unknown as Schemas['RecordDetail'];
  showLines(lines([line('1', '服务器', { note: '两台，含安装' }), line('2', '交换机')]), [noted]);

  expect(heads()).toEqual(['品名', '金额']);
  expect(within(screen.getByLabelText('合计')).getByText('捌仟元壹角捌分')).toBeTruthy();
  expect(screen.getByText('两台，含安装')).toBeTruthy();
});

test('what the step hides of a record is not told below it either', () => {
  const secret: Schemas['Field'] = { id: 'secret', type: 'text', title: { zh: '密级', en: 'Secret' } };
  const stored = { ...line('1', '服务器', { secret: '密' }), fields: [secret], groups: [], children: [] } as unknown as Schemas['RecordDetail'];
  showLines(lines([line('1', '服务器')]), [stored]);

  expect(screen.queryByText('密')).toBeNull();
});

test('of more records than came the list of all is a step away', () => {
  const some = Array.from({ length: 50 }, (_, place) => line(String(place), `品${place + 1}`));
  showLines(lines(some, 73));
  expect(screen.queryByText('品21')).toBeNull();

  fireEvent.click(screen.getByRole('button', { name: '全部 73 条' }));

  expect(screen.getByText('品50')).toBeTruthy();
  expect(screen.getByRole('link', { name: '全部 73 条' })).toBeTruthy();
});

test('on a phone the cards of records tell every column', () => {
  Object.assign(screenOf, { md: false, lg: false });
  const list = lines([line('1', '服务器', { a: 'a1', b: 'b1', c: 'c1', d: 'd1', e: 'e1' })]);
  const more = ['a', 'b', 'c', 'd', 'e'].map((id): Schemas['Field'] => ({ id, type: 'text', title: { zh: id, en: id } }));
  showLines({ ...list, columns: [list.columns[0]!, ...more, list.columns[1]!] });

  expect(screen.queryByRole('table')).toBeNull();
  expect(screen.getByText('¥4,000.09')).toBeTruthy();
  expect(screen.getByText('e1')).toBeTruthy();
});

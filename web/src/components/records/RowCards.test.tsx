import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startLanguages, switchLanguage } from '@/lib/language';
import type { Field, Row } from './columns';
import { RowCards } from './RowCards';

vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="#row">{children}</a> }));

const won = { id: 'won', title: { zh: '中标', en: 'Won' } };
const fields: Field[] = [
  { id: 'result', type: 'choice', title: { zh: '结果', en: 'Result' }, options: [won] },
  { id: 'announced_on', type: 'date', title: { zh: '公布日期', en: 'Announced on' } },
];
const row: Row = { type: 'bid', id: '1', number: '', title: '中标', version: 1, updated_at: '', values: { result: 'won', announced_on: '2026-03-02' }, texts: {} };

beforeAll(startLanguages);
afterEach(async () => {
  cleanup();
  await switchLanguage('zh-CN');
});

test('a row that a choice names is named in the language of the reader, once', async () => {
  await switchLanguage('en');
  render(<RowCards rows={[row]} fields={fields} />);

  expect(screen.getByText('Won').className).toBe('jw-title');
  expect(screen.queryByText('中标')).toBeNull();
  expect(screen.queryByText('Result')).toBeNull();
  expect(screen.getByText('2026-03-02')).toBeTruthy();
});

test('a row that is named otherwise keeps its name and tells the choice', () => {
  render(<RowCards rows={[{ ...row, title: '智慧园区投标' }]} fields={fields} />);

  expect(screen.getByText('智慧园区投标').className).toBe('jw-title');
  expect(screen.getByText('结果')).toBeTruthy();
});

test('a row that counts nowhere says what its matter came to', () => {
  const voided = { id: 'voided', title: { zh: '作废', en: 'Void' } };
  render(<RowCards rows={[{ ...row, voided }]} fields={fields} />);

  expect(screen.getByText('作废').className).toBe('jw-tag neutral');
});

test('a field that the row is named by is not told once more', () => {
  const recipient: Field = { id: 'recipient', type: 'text', title: { zh: '接收人', en: 'Recipient' } };
  render(<RowCards rows={[{ ...row, title: '赵主任', values: { ...row.values, recipient: '赵主任' } }]} fields={[recipient, ...fields]} />);

  expect(screen.getByText('赵主任').className).toBe('jw-title');
  expect(screen.queryByText('接收人')).toBeNull();
  expect(screen.getByText('结果')).toBeTruthy();
});

test('what is empty takes no room', () => {
  render(<RowCards rows={[{ ...row, title: '智慧园区投标', values: { result: 'won', announced_on: null } }]} fields={fields} />);

  expect(screen.getByText('结果')).toBeTruthy();
  expect(screen.queryByText('公布日期')).toBeNull();
});

test('beside the first fields only what holds is told', () => {
  const texts: Field[] = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, type: 'text', title: { zh: id, en: id } }));
  const flags: Field[] = ['冲突', '逾期'].map((id) => ({ id, type: 'boolean', title: { zh: id, en: id } }));
  const values = { ...Object.fromEntries(texts.map(({ id }) => [id, `${id}1`])), 冲突: true, 逾期: false };
  render(<RowCards rows={[{ ...row, title: '看板', values }]} fields={[...texts, ...flags]} />);

  expect(screen.getByText('e1')).toBeTruthy();
  expect(screen.queryByText('f1')).toBeNull();
  expect(screen.getByText('冲突')).toBeTruthy();
  expect(screen.queryByText('逾期')).toBeNull();
});

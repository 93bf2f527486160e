import { describe, expect, it } from 'vitest';
import type { FormComponent } from './form-schema';
import { cellsOf, rowsOfTable } from './rows-of-table';

const columns: FormComponent[] = [
  { type: 'textfield', key: 'item', label: { zh: '品名', en: 'Item' } },
  { type: 'number', key: 'cost', label: { zh: '金额', en: 'Cost' }, properties: { 'jw:widget': 'money' } },
  {
    type: 'radio',
    key: 'kind',
    label: { zh: '类别', en: 'Kind' },
    values: [{ value: 'soft', label: { zh: '软件', en: 'Software' } }],
  },
  { type: 'datetime', subtype: 'date', key: 'day', label: { zh: '日期', en: 'Day' } },
  { type: 'textfield', key: 'owner', label: { zh: '负责人', en: 'Owner' }, properties: { 'jw:widget': 'person' } },
];

describe('cells', () => {
  it('come from a paste with tabs or from CSV, with quotes and line ends inside', () => {
    expect(cellsOf('a\tb\r\nc\t\r\n')).toEqual([['a', 'b'], ['c', '']]);
    expect(cellsOf('"a ""1"", x",b\r\n"two\nlines",3\n')).toEqual([['a "1", x', 'b'], ['two\nlines', '3']]);
  });

  it('leave out rows without anything', () => {
    expect(cellsOf('a,b\n,\n\n')).toEqual([['a', 'b']]);
  });
});

describe('rows', () => {
  it('follow the headings, in Chinese or English, and name those that are no column', () => {
    const found = rowsOfTable('金额*\tItem\t备注\n1,200.50\t服务器\t急', columns);
    expect(found.rows).toEqual([{ cost: 1200.5, item: '服务器' }]);
    expect(found.unknown).toEqual(['备注']);
  });

  it('stand as the list does where there are no headings', () => {
    expect(rowsOfTable('服务器\t￥3\t软件\t2026/3/1', columns).rows).toEqual([{ item: '服务器', cost: 3, kind: 'soft', day: '2026-03-01' }]);
  });

  it('keep what cannot be read, and say what has to be chosen by hand', () => {
    const found = rowsOfTable('品名\t金额\t日期\t负责人\n交换机\t约三千\t2026-02-30\t何俊', columns);
    expect(found.rows).toEqual([{ item: '交换机', cost: '约三千', day: '2026-02-30' }]);
    expect(found.unread).toEqual([{ row: 1, key: 'owner' }]);
  });
});

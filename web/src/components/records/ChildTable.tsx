import { EditOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Grid, Table } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { type Label, useLabel } from '@/lib/language';
import { useRecordTitle } from '@/lib/record-title';
import { Refusal } from '../feedback/Refusal';
import { type Total, Totals } from '../Totals';
import { useFirstRows } from '../useFirstRows';
import { AddChild } from './AddChild';
import { DeleteRow } from './DeleteRow';
import { columnsOf, denseColumnsOf, stateField, type Field, type Row } from './columns';
import { ImportToList } from './ImportButton';
import { withFilter } from './list-search';
import type { RecordAct } from './record-act';
import { RecordDrawer } from './RecordDrawer';
import { RowCards } from './RowCards';

const FillRows = lazy(() => import('./FillRows').then((file) => ({ default: file.FillRows })));

interface ChildTableProps {
  list: Schemas['ChildList'];
  parent: { type: string; id: string };
  fixed?: boolean;
  // As wide as its place, no wider: words go on in a second line.
  dense?: boolean;
}

// The records that belong to a record, with add, edit and delete.
export function ChildTable({ list, parent, fixed, dense }: ChildTableProps) {
  const { t } = useTranslation();
  const text = useLabel();
  const titleOf = useRecordTitle();
  const phone = !Grid.useBreakpoint().md;
  const [act, setAct] = useState<RecordAct | null>(null);
  const [filling, setFilling] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const nameOf = (row: Row) => ownWords(row, list.columns) ?? (titleOf(row) || row.number);
  const actsOf = (row: Row) => (
    <>
      {list.changeable.includes(row.id) && (
        <Button
          type="text"
          size="small"
          icon={<EditOutlined />}
          aria-label={t('edit.named', { name: nameOf(row) })}
          onClick={() => setAct({ type: list.type, id: row.id })}
        />
      )}
      {list.removable.includes(row.id) && <DeleteRow row={row} name={nameOf(row)} onRefused={setRefused} />}
    </>
  );
  const changes = !fixed && list.changeable.length > 0;
  const deletes = !fixed && list.removable.length > 0;
  const acts = { key: 'acts', width: changes && deletes ? 80 : 48, render: (_: unknown, row: Row) => <span className="jw-row-acts">{actsOf(row)}</span> };
  const own = list.columns.filter((field) => !namesParent(field, list.items, parent.id));
  const saysState = own.some((field) => field.id === stateField.id) || !list.items.some((row) => row.state);
  const fields = saysState ? own : [...own.slice(0, 1), stateField, ...own.slice(1)];
  const columns = (dense ? denseColumnsOf : columnsOf)(fields, text).map((column) => ({ ...column, sorter: undefined }));
  const { first, rest } = useFirstRows(list.items, fixed === true || isOnlyRead(list), list.total);

  return (
    <>
      <Refusal error={refused} onClose={() => setRefused(null)} />
      {list.items.length === 0 && <p className="jw-soft jw-none">{t('none')}</p>}
      {list.items.length > 0 && phone && <RowCards rows={first} fields={fields} whole actsOf={changes || deletes ? actsOf : undefined} />}
      {list.items.length > 0 && !phone && (
        <Table<Row>
          size="small"
          rowKey="id"
          pagination={false}
          scroll={dense ? undefined : { x: 'max-content' }}
          className={dense ? 'jw-dense' : undefined}
          dataSource={first}
          columns={changes || deletes ? [...columns, acts] : columns}
        />
      )}
      {rest}
      {!rest && list.total > list.items.length && (
        <Link to="/records/$type" params={{ type: list.type }} search={withFilter({}, list.link, 'eq', parent.id)}>
          {t('allRows', { count: list.total })}
        </Link>
      )}
      {list.items.length > 0 && <Totals totals={totalsOf(list, text)} />}
      {list.changeable.length > 1 && !fixed && (
        <Button size="small" icon={<EditOutlined />} className="jw-add" onClick={() => setFilling(true)}>
          {t('edit.rows')}
        </Button>
      )}
      {list.can_create && !fixed && (
        <>
          <AddChild list={list} parent={parent.id} />
          <ImportToList type={list.type} list={{ link: list.link, owner: parent.id }} title={text(list.title)} />
        </>
      )}
      <RecordDrawer act={act} onClose={() => setAct(null)} />
      <Suspense>{filling && <FillRows list={list} onClose={() => setFilling(false)} />}</Suspense>
    </>
  );
}

export function isOnlyRead(list: Schemas['ChildList']): boolean {
  return !list.can_create && list.changeable.length === 0 && list.removable.length === 0;
}

function totalsOf({ columns, totals }: Schemas['ChildList'], text: (label: Label) => string): Total[] {
  return columns
    .filter((field) => totals[field.id] !== undefined)
    .map((field) => ({
      field: field.id,
      label: text(field.title),
      kind: field.type,
      value: totals[field.id],
      currency: field.currency,
      unit: text({ zh: field.unit, en: field.unit_en }),
    }));
}

// What tells a row from the others where only its kind names it.
function ownWords(row: Row, columns: Field[]): string | undefined {
  if (row.title && row.title_en === undefined) return undefined;
  const said = columns.filter((field) => field.type === 'text').map((field) => row.values[field.id]);
  return said.find((value) => typeof value === 'string' && value !== '') as string | undefined;
}

// A column that says on every row whose page this is says nothing.
function namesParent(field: Field, rows: Row[], parent: string): boolean {
  return field.type === 'link' && rows.length > 0 && rows.every((row) => String(row.values[field.id]) === parent);
}

import { Link } from '@tanstack/react-router';
import type { TableColumnType } from 'antd';
import type { Schemas } from '@/api/client';
import { type Label, useLabel } from '@/lib/language';
import { currencyOf } from '@/lib/money';
import { namesOf } from '@/lib/names';
import { FieldValue } from '../FieldValue';
import { StateLabel, VoidedTag } from './StateLabel';

export type Row = Schemas['RecordRow'];
export type Field = Schemas['Field'];

const numeric = new Set(['number', 'money', 'percent']);

// Values that stand under one another by their last digit.
export function isNumeric(kind: string): boolean {
  return numeric.has(kind);
}

const wide = new Set(['text', 'long_text', 'link', 'address']);

// Where a record stands, as a column.
export const stateField: Field = { id: 'state', type: 'text', title: { zh: '状态', en: 'State' } };

// The columns of a list of records as declared; the first one opens the record.
export function columnsOf(fields: Field[], text: (label: Label) => string): TableColumnType<Row>[] {
  return fields.map((field, index) => ({
    key: field.id,
    dataIndex: ['values', field.id],
    title: text(field.title),
    align: isNumeric(field.type) ? 'right' : 'left',
    ellipsis: wide.has(field.type),
    width: widthOf(field),
    // However wide the list, its end shows where each record stands.
    fixed: field.id === 'state' && index === fields.length - 1 ? 'end' : undefined,
    sorter: !['children', 'instance', 'attachment', 'photo', 'signature', 'json'].includes(field.type),
    render: (_value: unknown, row: Row) => {
      const cell = <CellValue field={field} row={row} />;
      if (index > 0) return cell;
      return (
        <>
          <Link to="/records/$type/$id" params={{ type: row.type, id: row.id }} className="jw-strong">
            {cell}
          </Link>
          {row.voided && <VoidedTag voided={row.voided} />}
        </>
      );
    },
  }));
}

// The same columns as wide as they need to be, so that a table is no wider than its place.
export function denseColumnsOf(fields: Field[], text: (label: Label) => string): TableColumnType<Row>[] {
  return columnsOf(fields, text).map((column, index) => ({
    ...column,
    width: undefined,
    ellipsis: false,
    fixed: undefined,
    onCell: () => ({ className: fields[index].type === 'date' ? 'jw-whole' : undefined }),
  }));
}

// One value of a row as its field wants it shown.
export function CellValue({ field, row }: { field: Field; row: Row }) {
  const text = useLabel();
  if (field.id === 'state') return row.state ? <StateLabel state={row.state} /> : null;
  if (field.id === 'number') return <>{row.number || row.title}</>;
  if (field.id === 'title') return <>{row.title}</>;
  const value = row.values[field.id];
  const choice = field.options?.find((option) => option.id === value);
  const names = namesOf(row.texts);
  if (choice && !names[choice.id]) names[choice.id] = choice;
  const unit = text({ zh: field.unit, en: field.unit_en });
  const currency = currencyOf(field, (beside) => row.values[beside]);
  return <FieldValue kind={field.type} value={value} names={names} unit={unit} currency={currency} brief />;
}

function widthOf(field: Field): number | undefined {
  if (field.id === 'number') return 140;
  if (field.id === 'state') return 100;
  if (wide.has(field.type)) return 200;
  if (field.type === 'money') return 130;
  if (['date', 'number', 'percent', 'boolean'].includes(field.type)) return 116;
  return 130;
}

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLabel } from '@/lib/language';
import { isEmpty } from '@/lib/path';
import { useRecordTitle } from '@/lib/record-title';
import { CellValue, type Field, type Row } from './columns';
import { StateLabel, VoidedTag } from './StateLabel';

// What holds of a row (a conflict, a delay) is told behind them, too.
const fieldsMax = 5;

const saidAbove = ['state', 'number', 'title', 'name'];

interface RowCardsProps {
  rows: Row[];
  fields: Field[];
  // Every field, however many: the cards are all that is read of the rows.
  whole?: boolean;
  // What can be done to a row, beside its card.
  actsOf?: (row: Row) => ReactNode;
}

// A list of records on a phone: cards instead of a table. What is empty takes no room there.
export function RowCards({ rows, fields, whole, actsOf }: RowCardsProps) {
  return (
    <ul className="jw-list">
      {rows.map((row) => (
        <li key={row.id} className={actsOf && 'jw-row-with-acts'}>
          <RowCard row={row} fields={fields} most={whole ? fields.length : fieldsMax} />
          {actsOf && <span className="jw-row-acts">{actsOf(row)}</span>}
        </li>
      ))}
    </ul>
  );
}

function RowCard({ row, fields, most }: { row: Row; fields: Field[]; most: number }) {
  const text = useLabel();
  const naming = fields.find((field) => row.title !== '' && chosenOf(row, field)?.title.zh === row.title);
  const named = naming && row.title_en === undefined ? chosenOf(row, naming)?.title : undefined;
  const title = useRecordTitle()(named ? { title: named.zh, title_en: named.en } : row);
  const isTitle = (field: Field) => field === naming || (row.title !== '' && row.values[field.id] === row.title);
  const filled = fields.filter((field) => !isTitle(field) && !saidAbove.includes(field.id) && !isEmpty(row.values[field.id]));
  const shown = filled.filter((field, place) => place < most || row.values[field.id] === true);
  return (
    <Link to="/records/$type/$id" params={{ type: row.type, id: row.id }} className="jw-item">
      <span className="jw-main">
        <span className="jw-title">{title || row.number}</span> {title && <span className="jw-soft jw-small">{row.number}</span>}
        <span className="jw-pairs">
          {shown.map((field) => (
            <span key={field.id}>
              <span className="jw-soft">{text(field.title)}</span> <CellValue field={field} row={row} />
            </span>
          ))}
        </span>
      </span>
      {row.voided && <VoidedTag voided={row.voided} />}
      {row.state && <StateLabel state={row.state} />}
    </Link>
  );
}

function chosenOf(row: Row, field: Field) {
  return field.options?.find((option) => option.id === row.values[field.id]);
}

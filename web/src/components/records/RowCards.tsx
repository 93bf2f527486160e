import { Link } from '@tanstack/react-router';
import { useLabel } from '@/lib/language';
import { CellValue, type Field, type Row } from './columns';
import { StateLabel } from './StateLabel';

// A list of records on a phone: cards instead of a table.
export function RowCards({ rows, fields }: { rows: Row[]; fields: Field[] }) {
  const text = useLabel();
  const shown = fields.filter((field) => !['state', 'number', 'title', 'name'].includes(field.id)).slice(0, 5);
  return (
    <ul className="jw-list">
      {rows.map((row) => (
        <li key={row.id}>
          <Link to="/records/$type/$id" params={{ type: row.type, id: row.id }} className="jw-item">
            <span className="jw-main">
              <span className="jw-title">{row.title || row.number}</span>{' '}
              {row.title && <span className="jw-soft jw-small">{row.number}</span>}
              <span className="jw-pairs">
                {shown.map((field) => (
                  <span key={field.id}>
                    <span className="jw-soft">{text(field.title)}</span> <CellValue field={field} row={row} />
                  </span>
                ))}
              </span>
            </span>
            {row.state && <StateLabel state={row.state} />}
          </Link>
        </li>
      ))}
    </ul>
  );
}

import { Link } from '@tanstack/react-router';
import { type Missing, recordOf } from '@/api/problem';
import { useLabel } from '@/lib/language';

// One thing that stands in the way of an act, and how it is supplied; a record is a link to it.
export function MissingThing({ missing, name }: { missing: Missing; name?: string }) {
  const label = useLabel();
  const title = name ?? (label(missing.label) || missing.field || missing.condition);
  const how = label(missing.how);
  const record = recordOf(missing);
  return (
    <li>
      {record ? (
        <Link to="/records/$type/$id" params={record} className="jw-strong">
          {title}
        </Link>
      ) : (
        <b>{title}</b>
      )}
      {how && how !== label(missing.label) && <span>{how}</span>}
    </li>
  );
}

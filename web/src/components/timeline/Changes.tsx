import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';

// Field by field: from what, to what.
export function Changes({ changes }: { changes: Schemas['FieldChange'][] }) {
  const text = useLabel();
  return (
    <ul className="jw-changes">
      {changes.map((change) => (
        <li key={change.field}>
          <span className="jw-soft">{text(change.title)}</span> {change.old_text && <del>{text(change.old_text)}</del>}{' '}
          <ins>{text(change.new_text) || '—'}</ins>
        </li>
      ))}
    </ul>
  );
}

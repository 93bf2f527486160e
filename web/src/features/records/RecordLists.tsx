import type { Schemas } from '@/api/client';
import { Panel } from '@/components/Panel';
import { AddChild } from '@/components/records/AddChild';
import { ChildTable } from '@/components/records/ChildTable';
import { FoldedLists } from '@/components/records/FoldedLists';
import { useLabel } from '@/lib/language';

// The records that belong to a record: those there are, then what may be added, then what is empty.
export function RecordLists({ record }: { record: Schemas['RecordDetail'] }) {
  const text = useLabel();
  const filled = record.children.filter((list) => list.total > 0);
  const empty = record.children.filter((list) => list.total === 0);
  const open = empty.filter((list) => list.can_create);
  return (
    <>
      {filled.map((list) => (
        <Panel key={list.field} title={`${text(list.title)} (${list.total})`}>
          <ChildTable list={list} parent={record} />
        </Panel>
      ))}
      {empty.length > 0 && (
        <Panel>
          <div className="jw-adds">
            {open.map((list) => (
              <AddChild key={list.field} list={list} parent={record.id} />
            ))}
          </div>
          <FoldedLists lists={empty} />
        </Panel>
      )}
    </>
  );
}

import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Panel } from '@/components/Panel';
import { ChildTable } from '@/components/records/ChildTable';
import { Changes } from '@/components/timeline/Changes';
import { useLabel } from '@/lib/language';

type Task = Schemas['TaskDetail'];

// What is new against the version that is in force.
export function Comparison({ comparison }: { comparison: NonNullable<Task['comparison']> }) {
  const { t } = useTranslation('tasks');
  const { with: before, changes } = comparison;
  return (
    <Panel
      title={t('comparison.title')}
      extra={
        <Link to="/records/$type/$id" params={{ type: before.type, id: before.id }}>
          {before.title || before.number}
        </Link>
      }
    >
      {changes.length > 0 ? <Changes changes={changes} /> : <p className="jw-soft">{t('comparison.same')}</p>}
    </Panel>
  );
}

// The lists that the step rests on; who works at it changes them here, who decides reads them.
export function Beside({ task }: { task: Task }) {
  const text = useLabel();
  const fixed = task.kind !== 'work' || !task.acts.includes('complete');
  return task.beside.map(({ owner, list }) => {
    const isOneOfSeveral = task.beside.filter((other) => other.list.type === list.type).length > 1;
    const isOfAnItem = task.beside.some((other) => other.list.type === owner.type && other.list.items.some((item) => item.id === owner.id));
    const title = text(list.title);
    return (
      <Panel key={`${owner.id}-${list.field}`} title={isOneOfSeveral || isOfAnItem ? `${owner.title} · ${title}` : title}>
        <ChildTable list={list} parent={owner} fixed={fixed} dense />
      </Panel>
    );
  });
}

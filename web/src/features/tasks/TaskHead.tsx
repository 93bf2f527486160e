import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { ClauseTag } from '@/components/ClauseTag';
import { Light } from '@/components/Light';
import { PageHead } from '@/components/PageHead';
import { StateLabel } from '@/components/records/StateLabel';
import { StateTag } from '@/components/StateTag';
import { Starter } from '@/components/Starter';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';

// What the task is, on which record, in whose name, until when, and by which clause.
export function TaskHead({ task }: { task: Schemas['TaskDetail'] }) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const { record } = task;
  const filled = task.form?.record?.id === record?.id ? undefined : task.form?.record;
  return (
    <>
      <PageHead title={record?.title ? `${text(task.title)} · ${record.title}` : text(task.title)}>
        <ClauseTag clauses={task.clauses} />
        {record?.state && <StateLabel state={record.state} />}
        {task.overdue && <StateTag text={t('common:task.overdue')} tone="bad" />}
        {task.status?.id === 'suspended' && <StateTag text={text(task.status.title)} tone="warning" />}
        {task.state !== 'open' && <StateTag text={t(`state.${task.state}`)} tone={task.state === 'done' ? 'good' : 'neutral'} />}
      </PageHead>
      <p className="jw-meta jw-task-meta">
        {task.parent && (
          <Link to="/records/$type/$id" params={{ type: task.parent.type, id: task.parent.id }}>
            {task.parent.title}
          </Link>
        )}
        {record && (
          <Link to="/records/$type/$id" params={{ type: record.type, id: record.id }}>
            {record.number || t('ownRecord')}
          </Link>
        )}
        {filled && (
          <Link to="/records/$type/$id" params={filled}>
            {t('filledRecord')}
          </Link>
        )}
        <Link to="/instances/$key" params={{ key: task.instance }}>
          {text(task.process.title)}
        </Link>
        {task.starter && <Starter person={task.starter} />}
        {task.seat && <span>{t('common:task.seat', { seat: text(task.seat) })}</span>}
        {task.on_behalf_of && <span>{t('common:timeline.behalf', { name: task.on_behalf_of.name })}</span>}
        <span>{t('arrived', { at: formatInstant(task.created_at) })}</span>
        {task.light && <Light light={task.light} />}
        {task.due_at && <span className={task.overdue ? 'jw-overdue' : undefined}>{t('common:task.due', { at: formatInstant(task.due_at) })}</span>}
        {task.follow_up_at && <span>{t('followUp', { at: formatInstant(task.follow_up_at) })}</span>}
        {task.draft?.saved_at && <span>{t('savedAt', { at: formatInstant(task.draft.saved_at) })}</span>}
      </p>
    </>
  );
}

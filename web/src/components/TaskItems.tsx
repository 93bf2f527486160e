import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { TasksNarrowed } from '@/api/tasks-query';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { toneOfOutcome, toneOfStatus } from '@/lib/tone';
import { CurrentSteps } from './CurrentSteps';
import { Light } from './Light';
import { StateTag } from './StateTag';
import { Starter } from './Starter';

// States of a task that say more than that it is there or done.
const told = new Set(['saved', 'transferred', 'replied', 'returned', 'suspended']);

interface TaskItemsProps {
  tasks: Schemas['TaskRow'][];
  opens?: 'task' | 'instance';
  narrowed?: TasksNarrowed; // what the list is narrowed to: the task that is opened hands on to the next of these
  before?: (task: Schemas['TaskRow']) => ReactNode; // stands before the item
  after?: (task: Schemas['TaskRow']) => ReactNode; // and behind it
}

// Tasks as a list: what to do, on what, from whom, until when. The same on desktop and phone.
export function TaskItems({ tasks, opens = 'task', narrowed, before, after }: TaskItemsProps) {
  return (
    <ul className="jw-list jw-tasks">
      {tasks.map((task) => (
        <li key={task.key} className={before || after ? 'jw-with-box' : undefined}>
          {before?.(task)}
          <Link
            {...placeOf(task, opens, narrowed)}
            className={task.overdue ? 'jw-item overdue' : 'jw-item'}
          >
            <TaskText task={task} opens={opens} />
          </Link>
          {after?.(task)}
        </li>
      ))}
    </ul>
  );
}

// Whether an item is of the matter as a whole: a copy of one that met nobody's step has no task to open.
export function isMatter(task: Schemas['TaskRow'], opens: 'task' | 'instance'): boolean {
  return opens === 'instance' || (!task.task && !task.element);
}

// A copy has a key of its own.
function placeOf(task: Schemas['TaskRow'], opens: 'task' | 'instance', narrowed: TasksNarrowed = {}) {
  if (isMatter(task, opens)) return { to: '/instances/$key', params: { key: task.instance || task.key } } as const;
  return { to: '/tasks/$key', params: { key: task.task ?? task.key }, search: narrowed } as const;
}

function TaskText({ task, opens }: { task: Schemas['TaskRow']; opens: 'task' | 'instance' }) {
  const { t } = useTranslation();
  const text = useLabel();
  return (
    <>
      <span className="jw-main">
        <span className="jw-title">
          {task.unread && <span className="jw-dot inline" role="img" aria-label={t('task.unread')} />}
          {text(task.title)}
          {task.record && <span className="jw-of"> · {task.subject || task.record.title || task.record.number}</span>}
        </span>
        {task.summary?.map((line) => (
          <span key={line} className="jw-summary">
            {line}
          </span>
        ))}
        <span className="jw-meta">
          {task.record?.number && <span>{task.record.number}</span>}
          {opens === 'task' && <span>{text(task.process.title)}</span>}
          {opens === 'task' && task.starter && <Starter person={task.starter} />}
          {task.seat && <span>{t('task.seat', { seat: text(task.seat) })}</span>}
          {task.on_behalf_of && <span>{t('timeline.behalf', { name: task.on_behalf_of.name })}</span>}
          <span>{formatInstant(task.ended_at ?? task.created_at)}</span>
          {task.light && <Light light={task.light} />}
          {task.due_at && task.state === 'open' && (
            <span className={task.overdue ? 'jw-overdue' : undefined}>{t('task.due', { at: formatInstant(task.due_at) })}</span>
          )}
        </span>
        <CurrentSteps steps={task.current ?? []} />
      </span>
      <span className="jw-tags">
        {task.status && (opens === 'instance' || told.has(task.status.id)) && <StateTag text={text(task.status.title)} tone={toneOfStatus(task.status.id)} />}
        {task.overdue && !(opens === 'instance' && task.status?.id === 'overdue') && <StateTag text={t('task.overdue')} tone="bad" />}
        {task.urged > 0 && <StateTag text={t('task.urged', { count: task.urged })} tone="warning" />}
        {task.outcome && <StateTag text={text(task.outcome.title)} tone={toneOfOutcome(task.outcome.id)} />}
        {task.state === 'canceled' && opens === 'task' && <StateTag text={t('task.canceled')} />}
      </span>
    </>
  );
}

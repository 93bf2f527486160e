import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { taskQuery } from '@/api/task-query';
import type { Schemas } from '@/api/client';
import { Loaded } from '@/components/Loaded';
import { ActResult } from '@/components/ActResult';
import { TaskDesk } from './TaskDesk';

// One task: the form on the left, its story on the right, the acts at the bottom.
export function TaskPage() {
  const { t } = useTranslation('tasks');
  const { key } = useParams({ from: '/frame/tasks/$key' });
  const narrowed = useSearch({ from: '/frame/tasks/$key' });
  const query = useQuery(taskQuery(key));
  const [done, setDone] = useState<{ key: string; result: Schemas['TaskActDone'] } | null>(null);
  if (done?.key === key) {
    const { instance, record, next_persons, finished } = done.result;
    return <ActResult instance={instance} record={record} next={next_persons} finished={finished} list={narrowed} />;
  }
  return (
    <Loaded query={query} rows={12} back={<Link to="/tasks">{t('title')}</Link>}>
      {(task) => <TaskDesk key={task.key} task={task} narrowed={narrowed} onDone={(result) => setDone({ key, result })} />}
    </Loaded>
  );
}

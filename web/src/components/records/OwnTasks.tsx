import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { tasksQuery } from '@/api/tasks-query';
import { useLabel } from '@/lib/language';

interface OwnTasksProps {
  record: { type: string; id: string; number?: string; title?: string };
}

// What waits for the reader himself with this record: from a list of records he comes to his step without looking for
// it among all that is to do.
export function OwnTasks({ record }: OwnTasksProps) {
  const { t } = useTranslation('records');
  const text = useLabel();
  const navigate = useNavigate();
  const q = record.number || record.title;
  const { data } = useQuery({ ...tasksQuery({ box: 'todo', q }, 1), enabled: Boolean(q) });
  const own = (data?.items ?? []).filter((task) => task.record?.type === record.type && task.record.id === record.id);
  if (own.length === 0) return null;
  return (
    <Space wrap className="jw-instance-acts">
      {own.map((task) => (
        <Button key={task.key} type="primary" onClick={() => void navigate({ to: '/tasks/$key', params: { key: task.key } })}>
          {t('ownTask', { step: text(task.title) })}
        </Button>
      ))}
    </Space>
  );
}

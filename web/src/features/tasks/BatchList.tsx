import { useMutation } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnTasks } from '@/api/act-on-tasks';
import type { Schemas } from '@/api/client';
import { useRefresh } from '@/components/records/useRefresh';
import { Refusal } from '@/components/feedback/Refusal';
import { TaskItems } from '@/components/TaskItems';
import { useActKey } from '@/components/useActKey';
import { useJoin, useLabel } from '@/lib/language';
import { QuickDecision } from './QuickDecision';

// Tasks to do; those whose step allows it can be chosen and decided together.
export function BatchList({ tasks }: { tasks: Schemas['TaskRow'][] }) {
  const { t } = useTranslation('tasks');
  const { message } = App.useApp();
  const text = useLabel();
  const join = useJoin();
  const refresh = useRefresh();
  const key = useActKey();
  const [chosen, setChosen] = useState<string[]>([]);
  const [opinion, setOpinion] = useState('');
  const act = useMutation({
    mutationFn: (outcome: string) => {
      const what = { tasks: chosen, outcome, opinion: opinion.trim() || undefined };
      return actOnTasks(what, key.of(what));
    },
    onSettled: key.settle,
    onSuccess: (result) => {
      const left = result.items.filter((item) => !item.done);
      setChosen(left.map((item) => item.task));
      const reasons = [...new Set(left.map((item) => text(item.title)))];
      if (left.length > 0) void message.warning(t('batch.left', { count: left.length, why: join(reasons) }));
      else void message.success(t('batch.done', { count: result.items.length }));
      void refresh();
    },
  });

  function choose(task: string, isChosen: boolean) {
    setChosen((before) => (isChosen ? [...before, task] : before.filter((one) => one !== task)));
  }

  const boxOf = (task: Schemas['TaskRow']) =>
    task.batch && (
      <Checkbox
        aria-label={t('batch.choose', { title: text(task.title) })}
        checked={chosen.includes(task.key)}
        onChange={(event) => choose(task.key, event.target.checked)}
      />
    );

  return (
    <>
      <Refusal error={act.error} onClose={() => act.reset()} />
      {chosen.length > 0 && (
        <Space wrap className="jw-actions-row">
          <span>{t('batch.chosen', { count: chosen.length })}</span>
          <Input value={opinion} maxLength={4000} aria-label={t('batch.opinion')} placeholder={t('batch.opinion')} onChange={(event) => setOpinion(event.target.value)} />
          <Button type="primary" loading={act.isPending} onClick={() => act.mutate('agree')}>
            {t('batch.agree')}
          </Button>
          <Button danger loading={act.isPending} onClick={() => act.mutate('disagree')}>
            {t('batch.disagree')}
          </Button>
        </Space>
      )}
      <TaskItems tasks={tasks} before={boxOf} after={(task) => task.batch && <QuickDecision task={task} />} />
    </>
  );
}

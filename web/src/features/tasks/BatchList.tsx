import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, type InputRef, Space } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnTasks } from '@/api/act-on-tasks';
import type { Schemas } from '@/api/client';
import { sessionQuery } from '@/api/session-query';
import type { TasksNarrowed } from '@/api/tasks-query';
import { useRefresh } from '@/components/records/useRefresh';
import { Refusal } from '@/components/feedback/Refusal';
import { TaskItems } from '@/components/TaskItems';
import { useActKey } from '@/components/useActKey';
import { useJoin, useLabel } from '@/lib/language';
import { sharedOutcomes } from './batch';
import { QuickDecision } from './QuickDecision';
import { useOpinionWords } from './useOpinionWords';

const TransferDialog = lazy(() => import('@/components/transfer/TransferDialog').then((file) => ({ default: file.TransferDialog })));

type Row = Schemas['TaskRow'];

// Tasks to do; those that can be decided from here are chosen and decided together. All of them, or the chosen, can be
// transferred to somebody else.
export function BatchList({ tasks, narrowed }: { tasks: Row[]; narrowed?: TasksNarrowed }) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const [marked, setMarked] = useState<string[]>([]);
  const [transferred, setTransferred] = useState<string[] | null>(null);
  const open = tasks.filter((task) => task.at_once);
  const chosen = open.filter((task) => marked.includes(task.key));

  function choose(task: string, isChosen: boolean) {
    setMarked((before) => (isChosen ? [...before, task] : before.filter((one) => one !== task)));
  }

  const boxOf = (task: Row) => (
    <span className="jw-box">
      {task.at_once && (
        <Checkbox
          aria-label={t('batch.choose', { title: task.subject || text(task.title) })}
          checked={marked.includes(task.key)}
          onChange={(event) => choose(task.key, event.target.checked)}
        />
      )}
    </span>
  );

  return (
    <div className={chosen.length > 0 ? 'jw-batch' : undefined}>
      {tasks.length > 0 && (
        <div className="jw-batch-head">
          {open.length > 0 && (
            <Checkbox
              checked={chosen.length === open.length}
              indeterminate={chosen.length > 0 && chosen.length < open.length}
              onChange={(event) => setMarked(event.target.checked ? open.map((task) => task.key) : [])}
            >
              {t('batch.all', { count: open.length })}
            </Checkbox>
          )}
          <Button size="small" type="link" onClick={() => setTransferred([])}>
            {t('batch.transfer')}
          </Button>
        </div>
      )}
      <TaskItems
        tasks={tasks}
        narrowed={narrowed}
        before={open.length > 0 ? boxOf : undefined}
        after={(task) => task.at_once && <QuickDecision task={task} outcomes={task.at_once} />}
      />
      {chosen.length > 0 && <BatchBar chosen={chosen} onLeft={setMarked} onTransfer={() => setTransferred(chosen.map((task) => task.key))} />}
      {transferred && <OwnTransfer preset={transferred} onClose={() => setTransferred(null)} />}
    </div>
  );
}

function OwnTransfer({ preset, onClose }: { preset: string[]; onClose: () => void }) {
  const { data } = useQuery(sessionQuery());
  if (!data) return null;
  return (
    <Suspense>
      <TransferDialog person={data.person} preset={preset} onClose={onClose} />
    </Suspense>
  );
}

interface BarProps {
  chosen: Row[];
  onLeft: (tasks: string[]) => void;
  onTransfer: () => void;
}

// Stays at the foot of the screen, wherever in the list the boxes are ticked.
function BatchBar({ chosen, onLeft, onTransfer }: BarProps) {
  const { t } = useTranslation('tasks');
  const { message } = App.useApp();
  const text = useLabel();
  const join = useJoin();
  const refresh = useRefresh();
  const key = useActKey();
  const box = useRef<InputRef>(null);
  const [opinion, setOpinion] = useState('');
  const [asked, setAsked] = useState(false);
  const outcomes = sharedOutcomes(chosen);
  const words = useOpinionWords(outcomes);
  const isMissing = asked && opinion.trim() === '';
  const act = useMutation({
    mutationFn: (outcome: string) => {
      const what = { tasks: chosen.map((task) => task.key), outcome, opinion: opinion.trim() || undefined };
      return actOnTasks(what, key.of(what));
    },
    onSettled: key.settle,
    onSuccess: (result) => {
      const left = result.items.filter((item) => !item.done);
      onLeft(left.map((item) => item.task));
      const reasons = [...new Set(left.map((item) => text(item.title)))];
      if (left.length > 0) void message.warning(t('batch.left', { count: left.length, why: join(reasons) }));
      else void message.success(t('batch.done', { count: result.items.length }));
      void refresh();
    },
  });

  function give(outcome: Schemas['OutcomeAtOnce']) {
    const lacks = outcome.needs_opinion && opinion.trim() === '';
    setAsked(lacks);
    if (lacks) box.current?.focus();
    else act.mutate(outcome.id);
  }

  return (
    <div className="jw-actions" role="toolbar" aria-label={t('batch.title')}>
      <Refusal error={act.error} onClose={() => act.reset()} />
      {isMissing && (
        <div role="alert" className="jw-opinion-missing">
          {t('opinion.missing')}
        </div>
      )}
      <Space wrap className="jw-actions-row">
        <span>{t('batch.chosen', { count: chosen.length })}</span>
        {outcomes.length === 0 ? (
          <span className="jw-soft">{t('batch.differ')}</span>
        ) : (
          <Input
            ref={box}
            value={opinion}
            maxLength={4000}
            status={isMissing ? 'error' : undefined}
            aria-label={words}
            placeholder={words}
            onChange={(event) => setOpinion(event.target.value)}
          />
        )}
        {outcomes.map((outcome, place) => (
          <Button
            key={outcome.id}
            type={place === 0 ? 'primary' : 'default'}
            danger={outcome.tone === 'danger'}
            loading={act.isPending && act.variables === outcome.id}
            disabled={act.isPending}
            onClick={() => give(outcome)}
          >
            {t('batch.outcome', { outcome: text(outcome.title) })}
          </Button>
        ))}
        <Button disabled={act.isPending} onClick={onTransfer}>
          {t('batch.transferChosen')}
        </Button>
        <Button type="text" onClick={() => onLeft([])}>
          {t('batch.none')}
        </Button>
      </Space>
    </div>
  );
}

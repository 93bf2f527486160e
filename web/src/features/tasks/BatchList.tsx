import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { sessionQuery } from '@/api/session-query';
import type { TasksNarrowed } from '@/api/tasks-query';
import { TaskItems } from '@/components/TaskItems';
import { useLabel } from '@/lib/language';
import { BatchBar } from './BatchBar';
import { QuickDecision } from './QuickDecision';
import { TaskRowActs } from './RowActs';

const TransferDialog = lazy(() => import('@/components/transfer/TransferDialog').then((file) => ({ default: file.TransferDialog })));

type Row = Schemas['TaskRow'];

// Tasks to do; those that can be decided from here are chosen and decided together. All of them, or the chosen, can be
// transferred to somebody else. What was chosen and leaves the list otherwise is told.
export function BatchList({ tasks, narrowed }: { tasks: Row[]; narrowed?: TasksNarrowed }) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const [marked, setMarked] = useState<Row[]>([]);
  const [transferred, setTransferred] = useState<string[] | null>(null);
  const open = tasks.filter((task) => task.at_once);
  const isMarked = (task: Row) => marked.some((one) => one.key === task.key);
  const chosen = open.filter(isMarked);
  const gone = transferred ? [] : marked.filter((row) => !open.some((task) => task.key === row.key));

  function choose(task: Row, isChosen: boolean) {
    setMarked((before) => (isChosen ? [...before, task] : before.filter((one) => one.key !== task.key)));
  }

  // What it has told of is not told again.
  function closeTransfer() {
    setMarked(chosen);
    setTransferred(null);
  }

  const boxOf = (task: Row) => (
    <span className="jw-box">
      {task.at_once && (
        <Checkbox
          aria-label={t('batch.choose', { title: task.subject || text(task.title) })}
          checked={isMarked(task)}
          onChange={(event) => choose(task, event.target.checked)}
        />
      )}
    </span>
  );

  return (
    <div className={chosen.length + gone.length > 0 ? 'jw-batch' : undefined}>
      {tasks.length > 0 && (
        <div className="jw-batch-head">
          {open.length > 0 && (
            <Checkbox
              checked={chosen.length === open.length}
              indeterminate={chosen.length > 0 && chosen.length < open.length}
              onChange={(event) => setMarked(event.target.checked ? open : [])}
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
        after={(task) => (
          <>
            {task.at_once && <QuickDecision task={task} outcomes={task.at_once} onDone={() => choose(task, false)} />}
            <TaskRowActs task={task.key} title={task.subject || text(task.title)} />
          </>
        )}
      />
      {chosen.length + gone.length > 0 && (
        <BatchBar
          chosen={chosen}
          gone={gone}
          onLeft={(tasks) => setMarked(open.filter((task) => tasks.includes(task.key)))}
          onTransfer={() => setTransferred(chosen.map((task) => task.key))}
        />
      )}
      {transferred && <OwnTransfer preset={transferred} onClose={closeTransfer} />}
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

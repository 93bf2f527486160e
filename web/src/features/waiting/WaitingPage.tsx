import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { waitingQuery } from '@/api/waiting-query';
import { waitingTasksQuery } from '@/api/waiting-tasks-query';
import { Duration } from '@/components/Duration';
import { Loading } from '@/components/feedback/Loading';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Pager } from '@/components/Pager';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { TaskItems } from '@/components/TaskItems';
import { useLabel } from '@/lib/language';
import { addWaitingTexts } from '@/lib/waiting-texts';
import { ArchivePanel } from './ArchivePanel';
import { ClosingPanel } from './ClosingPanel';
import { VersionsPanel } from './VersionsPanel';
import { WaitingRowActs } from './WaitingRowActs';
import { WaitsFor } from './WaitsFor';

const BpmnDiagram = lazy(() => import('@/components/diagram/BpmnDiagram').then((file) => ({ default: file.BpmnDiagram })));

const rowsId = 'waiting-rows';

// One process as its owner looks at it: where work waits, for whom and how long. Every number opens
// its tasks.
export function WaitingPage() {
  addWaitingTexts();
  const { t } = useTranslation('waiting');
  const text = useLabel();
  const { process } = useParams({ from: '/frame/waiting/$process' });
  const query = useQuery(waitingQuery(process));
  return (
    <Loaded query={query} rows={8} back={<Link to="/waiting">{t('title')}</Link>}>
      {(waiting) => (
        <>
          <PageHead title={t('of', { process: text(waiting.process.title) })}>
            <Link to="/waiting">{t('title')}</Link>
          </PageHead>
          {waiting.steps.length === 0 ? (
            <Panel>
              <Nothing text={t('nothing')} />
            </Panel>
          ) : (
            <Steps steps={waiting.steps} />
          )}
          <Panel title={t('diagram')} flush>
            <Suspense fallback={<Loading />}>
              <BpmnDiagram diagram={drawn(waiting, (step) => t('at', { count: step.tasks }))} />
            </Suspense>
          </Panel>
          {waiting.steps.length > 0 && <Rows process={process} waiting={waiting} />}
          <VersionsPanel process={process} />
          <ClosingPanel process={process} waiting={waiting} />
          <ArchivePanel process={process} archive={waiting.archive} />
        </>
      )}
    </Loaded>
  );
}

function Steps({ steps }: { steps: Schemas['WaitingStep'][] }) {
  const { t } = useTranslation('waiting');
  const text = useLabel();
  const { process } = useParams({ from: '/frame/waiting/$process' });
  const { element, person } = useSearch({ from: '/frame/waiting/$process' });
  return (
    <Panel title={t('where')} flush>
      <ul className="jw-list">
        {steps.map((step) => (
          <li key={step.element} className="jw-item jw-waiting">
            <span className="jw-main">
              <Link
                to="/waiting/$process"
                params={{ process }}
                search={{ element: step.element }}
                resetScroll={false}
                className={step.element === element && !person ? 'jw-title here' : 'jw-title'}
              >
                {text(step.title)} · {t('tasks', { count: step.tasks })}
              </Link>
              <span className="jw-meta">
                <span>
                  {t('median')} <Duration seconds={step.median_seconds} />
                </span>
                <span>
                  {t('oldest')} <Duration seconds={step.oldest_seconds} />
                </span>
              </span>
              <span className="jw-meta">
                {step.persons.map((one) => (
                  <Link
                    key={one.person.id}
                    to="/waiting/$process"
                    params={{ process }}
                    search={{ element: step.element, person: one.person.id }}
                    resetScroll={false}
                    aria-current={step.element === element && one.person.id === person ? 'true' : undefined}
                  >
                    {t('person', { name: one.person.name, count: one.tasks })}
                  </Link>
                ))}
              </span>
            </span>
            {step.overdue > 0 && <StateTag text={t('overdue', { count: step.overdue })} tone="bad" />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Rows({ process, waiting }: { process: string; waiting: Schemas['Waiting'] }) {
  const { t } = useTranslation('waiting');
  const text = useLabel();
  const navigate = useNavigate({ from: '/waiting/$process' });
  const { element, person, page } = useSearch({ from: '/frame/waiting/$process' });
  const query = useQuery({ ...waitingTasksQuery(process, { element, person, page: page ?? 1 }), placeholderData: (before) => before });
  // The list lies below the drawing: whoever chooses a number is led to what it counts.
  useEffect(() => {
    if (element) document.getElementById(rowsId)?.scrollIntoView({ block: 'start' });
  }, [element, person]);
  const step = waiting.steps.find((one) => one.element === element);
  const name = step?.persons.find((one) => one.person.id === person)?.person.name;
  const title = [t('rows'), step && text(step.title), name].filter(Boolean).join(' · ');
  return (
    <Panel
      id={rowsId}
      title={title}
      flush
      extra={
        element && (
          <Button size="small" onClick={() => void navigate({ search: {} })}>
            {t('all')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(list) => (
          <>
            {list.items.length === 0 && <Nothing text={t(element ? 'nothingHere' : 'nothing')} />}
            <TaskItems
              tasks={list.items}
              opens="instance"
              after={(row) => (
                <>
                  <WaitsFor row={row} />
                  <WaitingRowActs row={row} title={row.subject || row.record?.title || text(row.title)} />
                </>
              )}
            />
            <Pager
              page={list.page}
              size={list.size}
              total={list.total}
              onChange={(next) => void navigate({ search: (before) => ({ ...before, page: next > 1 ? next : undefined }) })}
            />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

// What waits, as the drawing of one instance marks it.
function drawn(waiting: Schemas['Waiting'], said: (step: Schemas['WaitingStep']) => string): Schemas['Diagram'] {
  const active = waiting.steps.map((step) => ({
    element: step.element,
    persons: [{ id: step.element, name: said(step) }],
    vacant: [],
    since: step.oldest_at,
  }));
  return { xml: waiting.xml, names: waiting.names, active, done: [], flows: [], incidents: [] };
}

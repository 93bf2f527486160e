import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { diagramQuery } from '@/api/diagram-query';
import { callersQuery, countsOfElementsQuery, type Engine, engineInstanceQuery, flowsTakenQuery, incidentsQuery, modelQuery } from '@/api/engine';
import { Loading } from '@/components/feedback/Loading';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { useLanguage } from '@/lib/language';
import { addOperateTexts } from '@/lib/operate-texts';
import { formatInstant } from '@/lib/time';
import { ElementTree } from './ElementTree';
import { IncidentsPanel } from './IncidentsPanel';
import { InstanceActs } from './InstanceActs';
import { JobsPanel } from './JobsPanel';
import { drawnOf, markedOf, runningOf, wordsOf } from './model';
import { StandingTag } from './StandingTag';
import { markersOf } from './starved';
import { SubscriptionsPanel } from './SubscriptionsPanel';
import { TimersPanel } from './TimersPanel';
import { useOpenTree } from './useOpenTree';
import { useProcessName } from './useProcessName';
import { VariablesPanel } from './VariablesPanel';
import './engine.css';

const BpmnDiagram = lazy(() => import('@/components/diagram/BpmnDiagram').then((file) => ({ default: file.BpmnDiagram })));

// One instance as the engine sees it: tokens, history, variables, incidents and jobs, and all that can be done about it.
export function EngineInstancePage() {
  addOperateTexts();
  const { key } = useParams({ from: '/frame/operate/$key' });
  const query = useQuery(engineInstanceQuery(key));
  return <Loaded query={query}>{(instance) => <InstanceView key={key} instance={instance} />}</Loaded>;
}

// A place in the drawing that was asked for, anew each time.
interface Shown {
  element: string;
}

interface Scope {
  key: string;
  name: string;
}

function InstanceView({ instance }: { instance: Engine['ProcessInstance'] }) {
  const { t } = useTranslation('operate');
  const nameOf = useProcessName();
  const { processInstanceKey: key } = instance;
  const name = nameOf(instance.processDefinitionId, instance.processDefinitionName);
  const [scope, setScope] = useState<Scope>({ key, name });
  const { element } = useSearch({ from: '/frame/operate/$key' });
  const [shown, setShown] = useState<Shown | undefined>(element ? { element } : undefined);
  const drawing = useRef<HTMLDivElement>(null);
  const show = (place: string) => {
    setShown({ element: place });
    drawing.current?.scrollIntoView({ block: 'center' });
  };
  return (
    <>
      <PageHead title={`${name} · ${key}`}>
        <StandingTag instance={instance} />
        <InstanceActs instance={instance} />
      </PageHead>
      <p className="jw-meta jw-task-meta">
        <Link to="/operate">{t('title')}</Link>
        <Callers instance={key} />
        <span>{t('versionNumber', { version: instance.processDefinitionVersion })}</span>
        {instance.businessId && <span>{t('businessId', { id: instance.businessId })}</span>}
        <span>{t('startedAt', { at: formatInstant(instance.startDate) })}</span>
        {instance.endDate && <span>{t('endedAt', { at: formatInstant(instance.endDate) })}</span>}
      </p>
      <IncidentsPanel instance={instance} onShow={show} />
      <Panel title={t('diagram')} flush>
        <div className="jw-engine-drawing" ref={drawing}>
          <Drawing instance={instance} shown={shown} />
        </div>
      </Panel>
      <div className="jw-two">
        <Panel title={t('history')}>
          <ElementTree instance={key} name={name} chosen={scope.key} onChoose={(chosen, said) => setScope({ key: chosen, name: said })} />
        </Panel>
        <div>
          <VariablesPanel scope={scope.key} of={scope.name} running={!instance.endDate} />
          <JobsPanel instance={instance} />
          <SubscriptionsPanel instance={key} />
          <TimersPanel instance={instance} />
        </div>
      </div>
    </>
  );
}

// Whom this one was called by, the outermost first.
function Callers({ instance }: { instance: string }) {
  const query = useQuery(callersQuery(instance));
  const callers = (query.data ?? []).filter((caller) => caller.processInstanceKey !== instance);
  return (
    <>
      {callers.map((caller) => (
        <Link key={caller.processInstanceKey} to="/operate/$key" params={{ key: caller.processInstanceKey }}>
          {caller.processDefinitionName} ›
        </Link>
      ))}
    </>
  );
}

function Drawing({ instance, shown }: { instance: Engine['ProcessInstance']; shown?: Shown }) {
  const { t } = useTranslation('operate');
  const key = instance.processInstanceKey;
  const model = useQuery(modelQuery(instance.processDefinitionKey));
  const counts = useQuery(countsOfElementsQuery(key));
  const tree = useOpenTree(key);
  const flows = useQuery(flowsTakenQuery(key));
  const known = useQuery(diagramQuery(key));
  const incidents = useQuery(incidentsQuery(key));
  const markers = useMemo(() => markersOf((incidents.data?.items ?? []).filter((incident) => incident.processInstanceKey === key).map((incident) => incident.errorMessage)), [incidents.data, key]);
  const language = useLanguage();
  const diagram = useMemo(
    () =>
      model.data &&
      counts.data &&
      flows.data &&
      drawnOf(
        String(model.data),
        markedOf(runningOf(counts.data, tree?.wholes() ?? []), tree?.failedInside() ?? []),
        flows.data,
        (language === 'en' && known.data?.names) || {},
        (count) => wordsOf(count, t),
      ),
    [model.data, counts.data, tree, flows.data, known.data, language, t],
  );
  if (!diagram || !incidents.data) return <Loading rows={6} />;
  return (
    <Suspense fallback={<Loading rows={6} />}>
      <BpmnDiagram diagram={diagram} markers={markers} shown={shown} />
    </Suspense>
  );
}

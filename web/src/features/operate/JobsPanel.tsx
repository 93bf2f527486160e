import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Engine, jobsPageSize, jobsQuery, modelQuery, setRetries } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { Pager } from '@/components/Pager';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { useEngineText } from '@/lib/engine-text';
import { formatInstant } from '@/lib/time';
import { flowNodesOf, nameOfNode } from './model';
import { ScrolledText } from './ScrolledText';
import { useElementName } from './useElementName';

type Job = Engine['Job'];

// The jobs that wait for a worker or are with one.
export function JobsPanel({ instance }: { instance: Engine['ProcessInstance'] }) {
  const { t } = useTranslation('operate');
  const key = instance.processInstanceKey;
  const [page, setPage] = useState(1);
  const query = useQuery({ ...jobsQuery(key, page), placeholderData: keepPreviousData });
  const model = useQuery(modelQuery(instance.processDefinitionKey));
  const nameOf = useElementName(key);
  const { items: jobs, total } = query.data ?? { items: [], total: 0 };
  if (total === 0) return null;
  const nodes = model.data ? flowNodesOf(String(model.data)) : [];
  return (
    <Panel title={t('jobs.title', { count: total })} flush>
      <ul className="jw-list">
        {jobs.map((job) => (
          <JobItem key={job.jobKey} job={job} element={nameOf(job.elementId, nameOfNode(nodes, job.elementId))} held={instance.state === 'SUSPENDED'} />
        ))}
      </ul>
      {total > jobsPageSize && <Pager page={page} size={jobsPageSize} total={total} onChange={setPage} />}
    </Panel>
  );
}

const isStuck = ({ state, retries }: Job) => state === 'FAILED' && retries < 1;

const moments = ['START', 'END', 'CREATING', 'ASSIGNING', 'UPDATING', 'COMPLETING', 'CANCELING'] as const;

// When in the life of its element the listener is asked; nothing: the job is the element's own work.
function listens({ kind, listenerEventType }: Job) {
  return kind === 'EXECUTION_LISTENER' || kind === 'TASK_LISTENER' ? moments.find((moment) => moment === listenerEventType) : undefined;
}

// With whom it is, or what it waits for.
function useWords(): (job: Job, held: boolean) => string {
  const { t } = useTranslation('operate');
  return (job, held) => {
    if (isStuck(job)) return t('jobs.failed');
    const { worker, deadline } = job;
    const at = deadline ? formatInstant(deadline) : '';
    if (worker && at) return t('jobs.with', { worker, at });
    if (held) return t('jobs.held');
    return at ? t('jobs.backsOff', { at }) : t('jobs.waits');
  };
}

interface JobItemProps {
  job: Job;
  element: string;
  held: boolean; // with its instance
}

function JobItem({ job, element, held }: JobItemProps) {
  const { t } = useTranslation('operate');
  const say = useEngineText();
  const words = useWords();
  const refresh = useRefresh();
  const [retries, set] = useState(Math.max(job.retries, 1));
  const save = useMutation({ mutationFn: () => setRetries(job.jobKey ?? '', retries), onSuccess: () => refresh() });
  return (
    <li className="jw-item jw-subscriber">
      <span className="jw-main">
        <span className="jw-title">
          <code>{job.type}</code>
        </span>
        <span className="jw-meta">
          <span>{element}</span>
          {listens(job) && <span>{t(`jobs.listener.${listens(job)}`)}</span>}
          <span>{words(job, held)}</span>
          <span>{t('jobs.retries', { count: job.retries })}</span>
        </span>
        {/* That of one which waits for its incident stands there. */}
        {job.errorMessage && !isStuck(job) && (
          <ScrolledText as="span" className="jw-engine-message" label={t('incidents.reason')} text={say(job.errorMessage)} />
        )}
        <Refusal error={save.error} onClose={() => save.reset()} />
      </span>
      <span className="jw-subscriber-acts">
        <InputNumber size="small" min={1} max={99} value={retries} aria-label={t('jobs.set')} onChange={(value) => set(value ?? 1)} />
        <Button size="small" loading={save.isPending} onClick={() => save.mutate()}>
          {t('jobs.set')}
        </Button>
      </span>
    </li>
  );
}

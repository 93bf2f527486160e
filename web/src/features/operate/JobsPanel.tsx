import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Engine, jobsQuery, setRetries } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { formatInstant } from '@/lib/time';
import { useElementName } from './useElementName';

type Job = Engine['Job'];

// The jobs that wait for a worker or are with one.
export function JobsPanel({ instance }: { instance: string }) {
  const { t } = useTranslation('operate');
  const query = useQuery(jobsQuery(instance));
  const nameOf = useElementName(instance);
  const jobs = query.data ?? [];
  if (jobs.length === 0) return null;
  return (
    <Panel title={t('jobs.title', { count: jobs.length })} flush>
      <ul className="jw-list">
        {jobs.map((job) => (
          <JobItem key={job.jobKey} job={job} element={nameOf(job.elementId)} />
        ))}
      </ul>
    </Panel>
  );
}

function JobItem({ job, element }: { job: Job; element: string }) {
  const { t } = useTranslation('operate');
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
          <span>{job.worker && job.deadline ? t('jobs.with', { worker: job.worker, at: formatInstant(job.deadline) }) : t('jobs.waits')}</span>
          <span>{t('jobs.retries', { count: job.retries })}</span>
        </span>
        {job.errorMessage && <span className="jw-overdue">{job.errorMessage}</span>}
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

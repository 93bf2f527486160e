import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Popconfirm, Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { batchesQuery, cancelBatch, type Engine, type FailedItem, failedItemsQuery, isUnderWay, pageSize, resumeBatch, suspendBatch } from '@/api/engine';
import { Nothing } from '@/components/feedback/Nothing';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { Pager } from '@/components/Pager';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { StateTag } from '@/components/StateTag';
import { useEngineText } from '@/lib/engine-text';
import { formatInstant } from '@/lib/time';
import type { Tone } from '@/lib/tone';
import { useProcessName } from './useProcessName';

type Batch = Engine['BatchOperation'];

const tones: Record<Batch['state'], Tone> = { CREATED: 'active', ACTIVE: 'active', SUSPENDED: 'warning', COMPLETED: 'good', CANCELED: 'neutral' };
const steps = { suspend: suspendBatch, resume: resumeBatch, cancel: cancelBatch };

// Acts on many instances: how far each has come, and which instances refused.
export function BatchesPanel({ page }: { page: number }) {
  const { t } = useTranslation('operate');
  const navigate = useNavigate({ from: '/operate' });
  const query = useQuery({ ...batchesQuery(page), placeholderData: (before) => before });
  return (
    <Panel flush>
      <Loaded query={query}>
        {({ items, total }) => (
          <>
            {total === 0 && <Nothing text={t('batch.none')} />}
            <ul className="jw-list">
              {items.map((batch) => (
                <BatchItem key={batch.batchOperationKey} batch={batch} />
              ))}
            </ul>
            <Pager
              page={page}
              size={pageSize}
              total={total}
              onChange={(next) => void navigate({ search: { tab: 'batches', page: next > 1 ? next : undefined } })}
            />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function BatchItem({ batch }: { batch: Batch }) {
  const { t } = useTranslation('operate');
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  const act = useMutation({ mutationFn: (step: keyof typeof steps) => steps[step](batch.batchOperationKey), onSuccess: () => refresh() });
  const { operationsTotalCount: total, operationsCompletedCount: done, operationsFailedCount: failed } = batch;
  const percent = total === 0 ? 100 : Math.floor((100 * (done + failed)) / total);
  return (
    <li>
      <div className="jw-item jw-subscriber">
        <span className="jw-main">
          <span className="jw-title">
            {t(`batch.type.${batch.batchOperationType}`)} <StateTag text={t(`batch.state.${batch.state}`)} tone={tones[batch.state]} />
          </span>
          <span className="jw-meta">
            <code>{batch.batchOperationKey}</code>
            <span>{formatInstant(batch.startDate)}</span>
            {batch.endDate && <span>{t('endedAt', { at: formatInstant(batch.endDate) })}</span>}
            <span>{t('batch.done', { done, total })}</span>
            {failed > 0 && <span className="jw-overdue">{t('batch.failed', { count: failed })}</span>}
          </span>
          {isUnderWay(batch.state) && <Progress percent={percent} size="small" aria-label={t('batch.done', { done, total })} />}
          <Refusal error={act.error} onClose={() => act.reset()} />
        </span>
        <span className="jw-subscriber-acts">
          {failed > 0 && (
            <Button size="small" onClick={() => setOpen(!open)} aria-expanded={open}>
              {t(open ? 'batch.fold' : 'batch.why')}
            </Button>
          )}
          {isUnderWay(batch.state) && (
            <Button size="small" onClick={() => act.mutate('suspend')}>
              {t('batch.suspend')}
            </Button>
          )}
          {batch.state === 'SUSPENDED' && (
            <Button size="small" type="primary" onClick={() => act.mutate('resume')}>
              {t('batch.resume')}
            </Button>
          )}
          {(isUnderWay(batch.state) || batch.state === 'SUSPENDED') && (
            <Popconfirm title={t('batch.sure')} okText={t('batch.cancel')} onConfirm={() => act.mutate('cancel')}>
              <Button size="small" danger>
                {t('batch.cancel')}
              </Button>
            </Popconfirm>
          )}
        </span>
      </div>
      {open && <FailedItems batch={batch.batchOperationKey} />}
    </li>
  );
}

function FailedItems({ batch }: { batch: string }) {
  const [page, setPage] = useState(1);
  const query = useQuery({ ...failedItemsQuery(batch, page), placeholderData: (before) => before });
  return (
    <Loaded query={query}>
      {({ items, total }) => (
        <>
          <ul className="jw-engine-failed">
            {items.map((item) => (
              <Failed key={item.itemKey} item={item} />
            ))}
          </ul>
          <Pager page={page} size={pageSize} total={total} onChange={setPage} />
        </>
      )}
    </Loaded>
  );
}

function Failed({ item }: { item: FailedItem }) {
  const { t } = useTranslation('operate');
  const nameOf = useProcessName();
  const say = useEngineText();
  const { instance, processInstanceKey: key } = item;
  return (
    <li>
      <Link to="/operate/$key" params={{ key }}>
        {instance ? nameOf(instance.processDefinitionId, instance.processDefinitionName) : <code>{key}</code>}
      </Link>
      {instance && (
        <>
          {' '}
          <span className="jw-of">v{instance.processDefinitionVersion}</span>
          <span className="jw-meta">
            <code>{key}</code>
            {instance.businessId && <span>{t('businessId', { id: instance.businessId })}</span>}
            <span>{t('startedAt', { at: formatInstant(instance.startDate) })}</span>
          </span>
        </>
      )}
      <div>
        {(item.errorMessage ?? '')
          .split('; ')
          .map((reason) => say(reason))
          .join('; ')}
      </div>
    </li>
  );
}

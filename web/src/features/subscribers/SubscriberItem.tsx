import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, InputNumber, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { resendToSubscriber } from '@/api/resend-to-subscriber';
import { resumeSubscriber } from '@/api/resume-subscriber';
import { skipForSubscriber } from '@/api/skip-for-subscriber';
import { trySubscriber } from '@/api/try-subscriber';
import { Refusal } from '@/components/feedback/Refusal';
import { StateTag } from '@/components/StateTag';
import { formatInstant } from '@/lib/time';
import { standing } from './standing';
import { Uses } from './Uses';
import { Wanted } from './Wanted';

interface ItemProps {
  subscriber: Schemas['Subscriber'];
  onEdit: () => void;
}

export function SubscriberItem({ subscriber, onEdit }: ItemProps) {
  const { t } = useTranslation('subscribers');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (body: () => Promise<unknown>) => body(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['subscribers'] }),
  });
  const run = (body: () => Promise<unknown>, said: string) => act.mutate(body, { onSuccess: () => void message.success(said) });
  const { id, title, next, failures } = subscriber;
  const how = standing(subscriber);
  return (
    <li className="jw-item jw-subscriber">
      <span className="jw-main">
        <span className="jw-title">
          {title} <StateTag text={t(`standing.${how.word}`)} tone={how.tone} />
        </span>
        <span className="jw-meta">
          <code>{id}</code>
          <span>{subscriber.address || t('noAddress')}</span>
          <Wanted subscriber={subscriber} />
        </span>
        <Progress subscriber={subscriber} />
        <Uses subscriber={subscriber} />
        {subscriber.reason && (
          <span className="jw-overdue">
            {t('failed', { count: failures })}
            {subscriber.reason}
          </span>
        )}
        {next && failures > 0 && <span className="jw-soft">{t('stuck', { position: next.position, act: next.act })}</span>}
        <Refusal error={act.error} onClose={() => act.reset()} />
      </span>
      <span className="jw-subscriber-acts">
        {failures > 0 && subscriber.state !== 'off' && (
          <Button size="small" type="primary" onClick={() => run(() => resumeSubscriber(id), t('resumed'))} aria-label={`${t(how.resume)} ${title}`}>
            {t(how.resume)}
          </Button>
        )}
        {failures > 0 && next && (
          <Popconfirm
            title={t('skipAsk', { position: next.position })}
            onConfirm={() => run(() => skipForSubscriber(id, next.position), t('skipped'))}
          >
            <Button size="small" aria-label={`${t('skip')} ${title}`}>
              {t('skip')}
            </Button>
          </Popconfirm>
        )}
        <Resend subscriber={subscriber} onResend={(position) => run(() => resendToSubscriber(id, position), t('resent'))} />
        <Button size="small" loading={act.isPending} onClick={() => run(() => trySubscriber(id), t('tried'))} aria-label={`${t('trial')} ${title}`}>
          {t('trial')}
        </Button>
        <Button size="small" onClick={onEdit} aria-label={`${t('edit')} ${title}`}>
          {t('edit')}
        </Button>
      </span>
    </li>
  );
}

// The last that was taken, and what lies before it.
function Progress({ subscriber }: { subscriber: Schemas['Subscriber'] }) {
  const { t } = useTranslation('subscribers');
  const { delivered, waiting, has_more, next, next_try } = subscriber;
  return (
    <span className="jw-meta">
      <span>{delivered ? t('delivered', { position: delivered.position, at: formatInstant(delivered.at) }) : t('nothingYet')}</span>
      {waiting === 0 && !has_more ? <span>{t('upToDate')}</span> : <span>{t(has_more ? 'waitingMore' : 'waiting', { count: waiting })}</span>}
      {next && <span>{t('since', { at: formatInstant(next.at) })}</span>}
      {next_try && <span>{t('nextTry', { at: formatInstant(next_try) })}</span>}
    </span>
  );
}

function Resend({ subscriber, onResend }: { subscriber: Schemas['Subscriber']; onResend: (position: number) => void }) {
  const { t } = useTranslation('subscribers');
  const last = subscriber.delivered?.position;
  const [position, setPosition] = useState<number | null>(null);
  if (!last) return null;
  const from = position ?? last;
  return (
    <Popconfirm
      title={t('resendAsk')}
      description={
        <InputNumber
          className="jw-wide"
          aria-label={t('resendFrom')}
          prefix={t('resendFrom')}
          min={1}
          max={subscriber.position}
          precision={0}
          value={from}
          onChange={setPosition}
        />
      }
      onConfirm={() => onResend(from)}
    >
      <Button size="small" aria-label={`${t('resend')} ${subscriber.title}`}>
        {t('resend')}
      </Button>
    </Popconfirm>
  );
}

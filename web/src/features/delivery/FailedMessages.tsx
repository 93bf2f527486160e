import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { retryMessage } from '@/api/retry-message';
import { Refusal } from '@/components/feedback/Refusal';
import { Panel } from '@/components/Panel';
import { formatInstant } from '@/lib/time';
import type { Delivery } from './draft';

// What could not be sent, why, and when it is tried again.
export function FailedMessages({ failed }: { failed: Delivery['failed'] }) {
  const { t } = useTranslation('delivery');
  const queries = useQueryClient();
  const retry = useMutation({ mutationFn: retryMessage, onSettled: () => queries.invalidateQueries({ queryKey: ['delivery'] }) });
  return (
    <Panel title={t('failed.title', { count: failed.length })} flush>
      <Refusal error={retry.error} onClose={() => retry.reset()} />
      <ul className="jw-list">
        {failed.map((one) => (
          <li key={one.id} className="jw-item">
            <span className="jw-main">
              <span className="jw-title">{one.title}</span>
              <span>{t('failed.to', { to: one.to })}</span>
              <span className="jw-overdue">{one.reason}</span>
              <span className="jw-meta">
                <span>{t('failed.attempts', { count: one.attempts })}</span>
                <span>{one.next_try ? t('failed.next', { at: formatInstant(one.next_try) }) : t('failed.over')}</span>
              </span>
            </span>
            <Button size="small" onClick={() => retry.mutate(one.id)} aria-label={`${t('failed.retry')} ${one.title}`}>
              {t('failed.retry')}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { subscriptionsQuery } from '@/api/engine';
import { Panel } from '@/components/Panel';
import { useElementName } from './useElementName';
import { usePaged } from './usePaged';

// The messages that the instance waits for.
export function SubscriptionsPanel({ instance }: { instance: string }) {
  const { t } = useTranslation('operate');
  const query = useQuery(subscriptionsQuery(instance));
  const nameOf = useElementName(instance);
  const waiting = query.data ?? [];
  const { shown, pager } = usePaged(waiting);
  if (waiting.length === 0) return null;
  return (
    <Panel title={t('messages.title', { count: waiting.length })} flush>
      <ul className="jw-list">
        {shown.map((one) => (
          <li key={one.messageSubscriptionKey} className="jw-item">
            <span className="jw-main">
              <span className="jw-title">{one.messageName}</span>
              <span className="jw-meta">
                <span>{nameOf(one.elementId)}</span>
                <span>{t('messages.key', { key: one.correlationKey })}</span>
              </span>
            </span>
          </li>
        ))}
      </ul>
      {pager}
    </Panel>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { recordHistoryQuery } from '@/api/record-history-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { Panel } from '@/components/Panel';
import { Changes } from '@/components/timeline/Changes';
import { useActor } from '@/components/useActor';
import { formatInstant } from '@/lib/time';

// Field by field: who changed what, from what, to what.
export function HistoryPanel({ type, id }: { type: string; id: string }) {
  const { t } = useTranslation('records');
  const actor = useActor();
  const query = useQuery(recordHistoryQuery(type, id));
  return (
    <Panel flush>
      <Loaded query={query}>
        {({ items }) => (
          <>
            {items.length === 0 && <Nothing text={t('noHistory')} />}
            <ul className="jw-list">
              {items.map((entry) => (
                <li key={entry.id} className="jw-history">
                  <div className="jw-meta">
                    <span>{formatInstant(entry.at)}</span>
                    <b>{actor(entry.person) || t('common:timeline.system')}</b>
                    {entry.on_behalf_of && <span>{t('common:timeline.behalf', { name: entry.on_behalf_of.name })}</span>}
                  </div>
                  <Changes changes={entry.changes} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

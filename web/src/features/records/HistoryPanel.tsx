import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { recordHistoryQuery } from '@/api/record-history-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { Panel } from '@/components/Panel';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';

// Field by field: who changed what, from what, to what.
export function HistoryPanel({ type, id }: { type: string; id: string }) {
  const { t } = useTranslation('records');
  const text = useLabel();
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
                    <b>{entry.person?.name}</b>
                    {entry.on_behalf_of && <span>{t('common:timeline.behalf', { name: entry.on_behalf_of.name })}</span>}
                  </div>
                  <ul>
                    {entry.changes.map((change) => (
                      <li key={change.field}>
                        <span className="jw-soft">{text(change.title)}</span>{' '}
                        {change.old_text && <del>{text(change.old_text)}</del>} <ins>{text(change.new_text) || '—'}</ins>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

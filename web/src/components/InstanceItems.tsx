import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { toneOfMatter } from '@/lib/tone';
import { CurrentSteps } from './CurrentSteps';
import { StateTag } from './StateTag';
import { Starter } from './Starter';

// Running and ended processes: on what, where they stand and with whom.
export function InstanceItems({ rows }: { rows: Schemas['InstanceRow'][] }) {
  const { t } = useTranslation();
  const text = useLabel();
  return (
    <ul className="jw-list">
      {rows.map((row) => (
        <li key={row.key}>
          <Link to="/instances/$key" params={{ key: row.key }} className="jw-item">
            <span className="jw-main">
              <span className="jw-title">
                {text(row.process.title)}
                {row.record && <span className="jw-of"> · {row.subject || row.record.title || row.record.number}</span>}
              </span>
              {row.summary?.map((line) => (
                <span key={line} className="jw-summary">
                  {line}
                </span>
              ))}
              <span className="jw-meta">
                {row.record?.number && <span>{row.record.number}</span>}
                {row.starter && <Starter person={row.starter} />}
                {row.handed_in_by && <span>{t('task.handedIn', { name: row.handed_in_by.name })}</span>}
                <span>{formatInstant(row.started_at)}</span>
              </span>
              <CurrentSteps steps={row.current} />
            </span>
            <span className="jw-tags">
              <StateTag text={t(`instance.${row.state}`)} tone={toneOfMatter(row)} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { CurrentSteps } from './CurrentSteps';
import { MatterState } from './MatterState';
import { Starter } from './Starter';

interface InstanceItemsProps {
  rows: Schemas['InstanceRow'][];
  before?: (row: Schemas['InstanceRow']) => ReactNode; // stands before the item
  after?: (row: Schemas['InstanceRow']) => ReactNode; // and behind it
}

// Running and ended processes: on what, where they stand and with whom.
export function InstanceItems({ rows, before, after }: InstanceItemsProps) {
  const { t } = useTranslation();
  const text = useLabel();
  return (
    <ul className="jw-list">
      {rows.map((row) => (
        <li key={row.key} className={before || after ? 'jw-with-box' : undefined}>
          {before?.(row)}
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
              <MatterState matter={row} />
            </span>
          </Link>
          {after?.(row)}
        </li>
      ))}
    </ul>
  );
}

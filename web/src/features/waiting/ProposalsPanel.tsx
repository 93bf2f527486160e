import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { proposalsQuery } from '@/api/proposals-query';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';

// Versions handed in to be published: whose, when, and what they do differently.
export function ProposalsPanel() {
  const { t } = useTranslation('waiting');
  const text = useLabel();
  const { data } = useQuery(proposalsQuery());
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title={t('proposals.title', { count: data.items.length })} flush>
      <ul className="jw-list">
        {data.items.map((proposal) => (
          <li key={`${proposal.process.id}/${proposal.by.id}`}>
            <Link to="/waiting/$process/proposals/$person" params={{ process: proposal.process.id, person: proposal.by.id }} className="jw-item">
              <span className="jw-main">
                <span className="jw-title">{text(proposal.process.title)}</span>
                <span className="jw-meta">
                  <span>{t('proposals.by', { name: proposal.by.name, at: formatInstant(proposal.at) })}</span>
                  {proposal.comment && <span>{proposal.comment}</span>}
                  {proposal.differs.length > 0 && <span>{t('proposals.differs', { names: proposal.differs.map(text).join(t('proposals.comma')) })}</span>}
                </span>
              </span>
              {proposal.newest > proposal.base_version && <StateTag text={t('proposals.stale')} tone="warning" />}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

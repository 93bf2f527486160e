import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { chartersQuery } from '@/api/charters-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { StateTag } from '@/components/StateTag';
import { useLabel } from '@/lib/language';

// The written rules that are loaded, one set a pack.
export function ChartersPage() {
  const { t } = useTranslation('charter');
  const text = useLabel();
  const query = useQuery(chartersQuery());
  return (
    <>
      <PageHead title={t('title')} />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t('none')} />
          ) : (
            <div className="jw-process-grid">
              {items.map((charter) => (
                <div className="jw-process" key={charter.pack}>
                  <Link to="/charter/$pack" params={{ pack: charter.pack }}>
                    <b>{text(charter.title)}</b>
                  </Link>
                  <div className="jw-tags-row">
                    <StateTag text={t('inForce', { count: charter.in_force })} tone="good" />
                    <StateTag text={t('planned', { count: charter.planned })} />
                    {charter.open > 0 && <StateTag text={t('open', { count: charter.open })} tone="warning" />}
                  </div>
                </div>
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  );
}

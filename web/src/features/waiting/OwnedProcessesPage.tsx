import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { ownedProcessesQuery } from '@/api/owned-processes-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { useLabel } from '@/lib/language';
import { addWaitingTexts } from '@/lib/waiting-texts';
import { ProposalsPanel } from './ProposalsPanel';

// The processes that the person owns, those with the most work waiting first.
export function OwnedProcessesPage() {
  addWaitingTexts();
  const { t } = useTranslation('waiting');
  const text = useLabel();
  const query = useQuery(ownedProcessesQuery());
  return (
    <>
      <PageHead title={t('title')}>
        {query.data && query.data.items.length > 0 && (
          <Space>
            <Link to="/papers">{t('papers')}</Link>
            <Link to="/design/new">{t('begin')}</Link>
          </Space>
        )}
      </PageHead>
      <ProposalsPanel />
      <Panel flush>
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing text={t('none')} />
            ) : (
              <ul className="jw-list">
                {items.toSorted((one, other) => other.tasks - one.tasks).map((process) => (
                  <li key={process.id}>
                    <Link to={process.begun_by ? '/waiting/$process/design' : '/waiting/$process'} params={{ process: process.id }} className="jw-item">
                      <span className="jw-main">
                        <span className="jw-title">{text(process.title)}</span>
                        <span className="jw-meta">
                          <span>{process.begun_by ? t('begunBy', { name: process.begun_by.name }) : t('tasks', { count: process.tasks })}</span>
                        </span>
                      </span>
                      {process.begun_by && <StateTag text={t('notInForce')} tone="neutral" />}
                      {process.closed && <StateTag text={t('common:closed.tag')} tone="warning" />}
                      {process.overdue > 0 && <StateTag text={t('overdue', { count: process.overdue })} tone="bad" />}
                    </Link>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}

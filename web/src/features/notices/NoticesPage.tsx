import { SettingOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { noticesQuery } from '@/api/notices-query';
import { sessionQuery } from '@/api/session-query';
import { Loaded } from '@/components/Loaded';
import { NoticeList } from '@/components/NoticeList';
import { PageHead } from '@/components/PageHead';
import { Pager } from '@/components/Pager';
import { Panel } from '@/components/Panel';
import { useReadNotices } from '@/components/useReadNotices';
import { SentNotices } from './SentNotices';

type Tab = 'all' | 'unread' | 'sent';

// What one was told, and what one told others.
export function NoticesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/notices' });
  const { page = 1, unread, sent } = useSearch({ from: '/frame/notices' });
  const session = useQuery(sessionQuery());
  const tab: Tab = sent ? 'sent' : unread ? 'unread' : 'all';
  const toPage = (next: number) => void navigate({ search: (before) => ({ ...before, page: next }) });
  return (
    <>
      <PageHead title={t('notices.title')}>
        <Segmented<Tab>
          value={tab}
          options={[
            { value: 'all', label: t('notices.everything') },
            { value: 'unread', label: t('notices.unread') },
            { value: 'sent', label: t('notices.sent') },
          ]}
          onChange={(next) => void navigate({ search: { unread: next === 'unread' || undefined, sent: next === 'sent' || undefined } })}
        />
        {tab !== 'sent' && <ReadAll />}
        <Link to="/notices/settings">
          <SettingOutlined /> {t('notices.settings')}
        </Link>
        {session.data?.roles.includes('administrator') && (
          <>
            <Link to="/delivery">{t('notices.delivery')}</Link>
            <Link to="/subscribers">{t('notices.subscribers')}</Link>
          </>
        )}
      </PageHead>
      <Panel flush>
        {tab === 'sent' ? <SentNotices page={page} onPage={toPage} /> : <Received unread={tab === 'unread'} page={page} onPage={toPage} />}
      </Panel>
    </>
  );
}

function ReadAll() {
  const { t } = useTranslation();
  const query = useQuery(noticesQuery(false, 1));
  const read = useReadNotices();
  return (
    <Button disabled={!query.data?.unread} onClick={() => read()}>
      {t('notices.readAll')}
    </Button>
  );
}

function Received({ unread, page, onPage }: { unread: boolean; page: number; onPage: (page: number) => void }) {
  const query = useQuery(noticesQuery(unread, page));
  const read = useReadNotices();
  return (
    <Loaded query={query}>
      {(list) => (
        <>
          <NoticeList notices={list.items} onOpen={(id) => read([id])} />
          <Pager page={list.page} size={list.size} total={list.total} onChange={onPage} />
        </>
      )}
    </Loaded>
  );
}

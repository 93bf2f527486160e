import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { noticesQuery } from '@/api/notices-query';
import { Loaded } from '@/components/Loaded';
import { NoticeList } from '@/components/NoticeList';
import { PageHead } from '@/components/PageHead';
import { Pager } from '@/components/Pager';
import { Panel } from '@/components/Panel';
import { useReadNotices } from '@/components/useReadNotices';

export function NoticesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/notices' });
  const { page, unread } = useSearch({ from: '/frame/notices' });
  const query = useQuery(noticesQuery(unread === true, page ?? 1));
  const read = useReadNotices();
  return (
    <>
      <PageHead title={t('notices.title')}>
        <Segmented
          value={unread ? 'unread' : 'all'}
          options={[
            { value: 'all', label: t('notices.everything') },
            { value: 'unread', label: t('notices.unread') },
          ]}
          onChange={(next) => void navigate({ search: { unread: next === 'unread' || undefined } })}
        />
        <Button disabled={!query.data?.unread} onClick={() => read()}>
          {t('notices.readAll')}
        </Button>
      </PageHead>
      <Panel flush>
        <Loaded query={query}>
          {(list) => (
            <>
              <NoticeList notices={list.items} onOpen={(id) => read([id])} />
              <Pager
                page={list.page}
                size={list.size}
                total={list.total}
                onChange={(next) => void navigate({ search: (before) => ({ ...before, page: next }) })}
              />
            </>
          )}
        </Loaded>
      </Panel>
    </>
  );
}

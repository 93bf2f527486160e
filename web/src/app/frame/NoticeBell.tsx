import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countsQuery } from '@/api/counts-query';
import { noticesQuery } from '@/api/notices-query';
import { Loaded } from '@/components/Loaded';
import { NoticeList } from '@/components/NoticeList';
import { useReadNotices } from '@/components/useReadNotices';

// Unread notices, one click away.
export function NoticeBell() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const counts = useQuery(countsQuery());
  const notices = useQuery({ ...noticesQuery(false, 1, 6), enabled: open });
  const read = useReadNotices();
  const unread = counts.data?.notices_unread ?? 0;

  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      styles={{ container: { padding: 0 } }}
      content={
        <div className="jw-bell">
          <div className="jw-bell-list">
            <Loaded query={notices} rows={3}>
              {(list) => <NoticeList notices={list.items} onOpen={(id) => read([id])} onLeave={() => setOpen(false)} />}
            </Loaded>
          </div>
          <div className="jw-bell-foot">
            <Button type="link" size="small" disabled={unread === 0} onClick={() => read()}>
              {t('notices.readAll')}
            </Button>
            <Link to="/notices" onClick={() => setOpen(false)}>
              {t('notices.all')}
            </Link>
          </div>
        </div>
      }
    >
      <Badge count={unread} size="small" color="#b42318" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={t('notices.bell', { count: unread })} />
      </Badge>
    </Popover>
  );
}

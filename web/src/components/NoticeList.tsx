import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { Nothing } from './feedback/Nothing';

interface NoticeListProps {
  notices: Schemas['Notice'][];
  onOpen: (id: string) => void;
  onLeave?: () => void;
}

// Notices, the unread ones marked; opening one reads it.
export function NoticeList({ notices, onOpen, onLeave }: NoticeListProps) {
  const { t } = useTranslation();
  if (notices.length === 0) return <Nothing text={t('notices.none')} />;
  return (
    <ul className="jw-list">
      {notices.map((notice) => (
        <li key={notice.id}>
          <Link
            to={notice.link || '/notices'}
            className="jw-item"
            onClick={() => {
              if (!notice.read) onOpen(notice.id);
              onLeave?.();
            }}
          >
            <NoticeText notice={notice} unread={t('notices.unread')} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function NoticeText({ notice, unread }: { notice: Schemas['Notice']; unread: string }) {
  const text = useLabel();
  const { t } = useTranslation();
  return (
    <>
      {notice.read ? <span className="jw-dot read" /> : <span className="jw-dot" role="img" aria-label={unread} />}
      <span className="jw-main">
        <span className={notice.read ? undefined : 'jw-strong'}>{text(notice.title)}</span>
        {notice.text && <span className="jw-notice-text">{text(notice.text)}</span>}
        <span className="jw-meta">
          {formatInstant(notice.at)}
          {notice.times && <span>{t('notices.times', { count: notice.times })}</span>}
          {notice.closed && <span>{notice.closed.by ? t('notices.closedBy', { name: notice.closed.by.name }) : t('notices.closed')}</span>}
        </span>
      </span>
    </>
  );
}

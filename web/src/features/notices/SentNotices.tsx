import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sentNoticesQuery } from '@/api/sent-notices-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { Pager } from '@/components/Pager';
import { StateTag } from '@/components/StateTag';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';

// What one urged and copied to others, with who has read it.
export function SentNotices({ page, onPage }: { page: number; onPage: (page: number) => void }) {
  const { t } = useTranslation();
  const text = useLabel();
  const query = useQuery(sentNoticesQuery(page));
  return (
    <Loaded query={query}>
      {(list) =>
        list.items.length === 0 ? (
          <Nothing text={t('notices.noneSent')} />
        ) : (
          <>
            <ul className="jw-list">
              {list.items.map((sent) => (
                <li key={`${sent.link}-${sent.kind}-${sent.at}`} className="jw-item">
                  <span className="jw-main">
                    <Link to={sent.link}>{text(sent.title)}</Link>
                    <span className="jw-meta">
                      {formatInstant(sent.at)} ·{' '}
                      {t('notices.readBy', { read: sent.receivers.filter((one) => one.read_at).length, all: sent.receivers.length })}
                    </span>
                    <span className="jw-meta">
                      {sent.receivers.map((one) => (
                        <StateTag
                          key={one.person.id}
                          tone={one.read_at ? 'good' : 'neutral'}
                          text={`${one.person.name} ${one.read_at ? formatInstant(one.read_at) : t('notices.unread')}`}
                        />
                      ))}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
            <Pager page={list.page} size={list.size} total={list.total} onChange={onPage} />
          </>
        )
      }
    </Loaded>
  );
}

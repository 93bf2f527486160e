import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { PaperClipOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { type LetterBox, lettersQuery } from '@/api/letters-query';
import { sessionQuery } from '@/api/session-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Pager } from '@/components/Pager';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { formatInstant } from '@/lib/time';
import { LetterDialog } from './LetterDialog';

// Formal written notices that one received or sent.
export function LettersPage() {
  const { t } = useTranslation('letters');
  const navigate = useNavigate({ from: '/letters' });
  const { box = 'received', page = 1 } = useSearch({ from: '/frame/letters' });
  const [writing, setWriting] = useState(false);
  const query = useQuery(lettersQuery(box, page));
  return (
    <>
      <PageHead title={t('title')}>
        <Segmented<LetterBox>
          value={box}
          options={[
            { value: 'received', label: t('received') },
            { value: 'sent', label: t('sent') },
          ]}
          onChange={(next) => void navigate({ search: { box: next === 'sent' ? next : undefined } })}
        />
        {query.data?.may_send && (
          <Button type="primary" onClick={() => setWriting(true)}>
            {t('write')}
          </Button>
        )}
      </PageHead>
      <Panel flush>
        <Loaded query={query}>
          {(list) =>
            list.items.length === 0 ? (
              <Nothing text={t(box === 'sent' ? 'noneSent' : 'none')} />
            ) : (
              <>
                <ul className="jw-list">
                  {list.items.map((letter) => (
                    <li key={letter.id}>
                      <LetterItem letter={letter} box={box} />
                    </li>
                  ))}
                </ul>
                <Pager
                  page={list.page}
                  size={list.size}
                  total={list.total}
                  onChange={(next) => void navigate({ search: (before) => ({ ...before, page: next }) })}
                />
              </>
            )
          }
        </Loaded>
      </Panel>
      {writing && <LetterDialog onClose={() => setWriting(false)} />}
    </>
  );
}

function LetterItem({ letter, box }: { letter: Schemas['Letter']; box: LetterBox }) {
  const { t } = useTranslation('letters');
  const session = useQuery(sessionQuery());
  const acknowledged = letter.receipts.filter((one) => one.acknowledged_at);
  // Who has left without it does not acknowledge it any more.
  const asked = letter.receipts.filter((one) => one.acknowledged_at || !one.has_left);
  const own = acknowledged.some((one) => one.person.id === session.data?.person.id);
  return (
    <Link to="/letters/$id" params={{ id: letter.id }} className="jw-item">
      <span className="jw-main">
        <span className="jw-title">{letter.title}</span>
        <span className="jw-meta">
          <span>{letter.number}</span>
          <span>{letter.sender.name}</span>
          <span>{formatInstant(letter.at)}</span>
          {letter.files.length > 0 && (
            <span>
              <PaperClipOutlined /> {t('files', { count: letter.files.length })}
            </span>
          )}
          {letter.due_at && <span>{t('due', { at: formatInstant(letter.due_at) })}</span>}
        </span>
      </span>
      {box === 'sent' ? (
        <StateTag
          tone={asked.length > 0 && acknowledged.length === asked.length ? 'good' : 'neutral'}
          text={t('count', { done: acknowledged.length, all: asked.length })}
        />
      ) : (
        <StateTag tone={own ? 'good' : 'warning'} text={t(own ? 'acknowledged' : 'open')} />
      )}
    </Link>
  );
}

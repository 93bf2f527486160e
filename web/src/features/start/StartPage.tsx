import { StarFilled, StarOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { chartersQuery } from '@/api/charters-query';
import { processesQuery } from '@/api/processes-query';
import { type Beginning, beginningLink, beginningsOf } from '@/components/beginnings';
import { Loading } from '@/components/feedback/Loading';
import { Nothing } from '@/components/feedback/Nothing';
import { ClauseTag } from '@/components/ClauseTag';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { WordsInput } from '@/components/WordsInput';
import { useLabel } from '@/lib/language';
import { favourites, toggleFavourite } from './favourites';
import { NewRecord } from './NewRecord';

// Everything that I may begin, what I began last first in each pack; favourites stand before all.
export function StartPage() {
  const { t } = useTranslation('start');
  const text = useLabel();
  const [words, setWords] = useState('');
  const [stars, setStars] = useState(favourites());
  const query = useQuery({ ...processesQuery(words), placeholderData: (before) => before });
  const charters = useQuery(chartersQuery());

  return (
    <>
      <PageHead title={t('title')}>
        <WordsInput value={words} label={t('search')} onChange={setWords} />
      </PageHead>
      <Loaded query={query}>
        {({ items, new_records: records }) => {
          if (charters.isPending) return <Loading />;
          const found = beginningsOf(items, records);
          const starred = found.filter((one) => stars.includes(one.id));
          const titles = [...new Set(found.map((one) => titleOf(one.pack)))];
          return (
            <>
              {found.length === 0 && <Nothing text={t(words ? 'noMatch' : 'none')} />}
              {starred.length > 0 && <Group title={t('favourites')} beginnings={starred} stars={stars} onStar={star} />}
              {titles.map((title) => (
                <Group key={title} title={title} beginnings={found.filter((one) => titleOf(one.pack) === title)} stars={stars} onStar={star} />
              ))}
              <NewRecord records={records} />
            </>
          );
        }}
      </Loaded>
    </>
  );

  // They stand under the rules that ask for them; what none asks for stands together.
  function titleOf(pack: string): string {
    return text(charters.data?.items.find((charter) => charter.pack === pack)?.title) || t('all');
  }

  function star(beginning: string) {
    setStars(toggleFavourite(beginning));
  }
}

interface GroupProps {
  title: string;
  beginnings: Beginning[];
  stars: string[];
  onStar: (beginning: string) => void;
}

function Group({ title, beginnings, stars, onStar }: GroupProps) {
  const { t } = useTranslation('start');
  const text = useLabel();
  return (
    <Panel title={title}>
      <div className="jw-process-grid">
        {beginnings.map((beginning) => (
          <div className="jw-process" key={beginning.id}>
            <Link {...beginningLink(beginning)}>
              <b>{text(beginning.title)}</b>
              {beginning.record && <span>{begun(beginning.record)}</span>}
              {beginning.isClosed && <StateTag text={t('common:closed.tag')} tone="warning" />}
            </Link>
            <div>
              <ClauseTag ids={beginning.clauses} />
              <Button
                type="text"
                size="small"
                icon={stars.includes(beginning.id) ? <StarFilled style={{ color: '#9a4d12' }} /> : <StarOutlined />}
                aria-pressed={stars.includes(beginning.id)}
                aria-label={t('star', { title: text(beginning.title) })}
                onClick={() => onStar(beginning.id)}
              />
            </div>
          </div>
        ))}
      </div>
    </Panel>
  );

  // What handing it in begins.
  function begun({ processes }: Schemas['NewRecord']): string {
    return t('path.begins.create', { title: processes.map((one) => text(one.title)).join(t('path.begins.and')) });
  }
}

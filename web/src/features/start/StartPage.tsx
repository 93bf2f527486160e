import { StarFilled, StarOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { chartersQuery } from '@/api/charters-query';
import { processesQuery } from '@/api/processes-query';
import { Nothing } from '@/components/feedback/Nothing';
import { ClauseTag } from '@/components/ClauseTag';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { WordsInput } from '@/components/WordsInput';
import { useLabel } from '@/lib/language';
import { favourites, toggleFavourite } from './favourites';

type Process = Schemas['Process'];

// Everything that I may start; favourites stand first.
export function StartPage() {
  const { t } = useTranslation('start');
  const text = useLabel();
  const [words, setWords] = useState('');
  const [stars, setStars] = useState(favourites());
  const query = useQuery(processesQuery());
  const charters = useQuery(chartersQuery());
  const matches = (process: Process) =>
    `${process.title.zh} ${process.title.en} ${text(process.description)} ${process.id}`.toLowerCase().includes(words.toLowerCase());

  return (
    <>
      <PageHead title={t('title')}>
        <WordsInput value={words} label={t('search')} onChange={setWords} />
      </PageHead>
      <Loaded query={query}>
        {({ items }) => {
          const found = items.filter(matches);
          const starred = found.filter((process) => stars.includes(process.id));
          const packs = [...new Set(found.map((process) => process.pack))];
          if (found.length === 0) return <Nothing text={t(words ? 'noMatch' : 'none')} />;
          return (
            <>
              {starred.length > 0 && <Group title={t('favourites')} processes={starred} stars={stars} onStar={star} />}
              {packs.map((pack) => (
                <Group
                  key={pack}
                  title={titleOf(pack)}
                  processes={found.filter((process) => process.pack === pack)}
                  stars={stars}
                  onStar={star}
                />
              ))}
            </>
          );
        }}
      </Loaded>
    </>
  );

  // Processes stand under the rules that ask for them.
  function titleOf(pack: string): string {
    return text(charters.data?.items.find((charter) => charter.pack === pack)?.title) || t('all');
  }

  function star(process: string) {
    setStars(toggleFavourite(process));
  }
}

interface GroupProps {
  title: string;
  processes: Process[];
  stars: string[];
  onStar: (process: string) => void;
}

function Group({ title, processes, stars, onStar }: GroupProps) {
  const { t } = useTranslation('start');
  const text = useLabel();
  return (
    <Panel title={title}>
      <div className="jw-process-grid">
        {processes.map((process) => (
          <div className="jw-process" key={process.id}>
            <Link to="/start/$process" params={{ process: process.id }}>
              <b>{text(process.title)}</b>
              <span>{text(process.description)}</span>
              {process.closed && <StateTag text={t('common:closed.tag')} tone="warning" />}
            </Link>
            <div>
              <ClauseTag ids={process.clauses} />
              <Button
                type="text"
                size="small"
                icon={stars.includes(process.id) ? <StarFilled style={{ color: '#9a4d12' }} /> : <StarOutlined />}
                aria-pressed={stars.includes(process.id)}
                aria-label={t('star', { title: text(process.title) })}
                onClick={() => onStar(process.id)}
              />
            </div>
          </div>
        ))}
      </div>
    </Panel>
  );
}

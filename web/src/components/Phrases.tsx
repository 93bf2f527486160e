import { CloseOutlined, SettingOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { addPhrase } from '@/api/add-phrase';
import type { Schemas } from '@/api/client';
import { dropPhrase } from '@/api/drop-phrase';
import { phrasesQuery } from '@/api/phrases-query';
import { type Label, useLabel } from '@/lib/language';
import { withPhrase } from '@/lib/opinion';

interface PhrasesProps {
  given?: Label[]; // by the pack, for this step
  opinion: string;
  onOpinion: (opinion: string) => void;
}

// Opinions at hand: one click puts one in. First those of the step, then the person's own.
export function Phrases({ given = [], opinion, onOpinion }: PhrasesProps) {
  const { t } = useTranslation();
  const text = useLabel();
  const query = useQuery(phrasesQuery());
  const own = query.data?.items ?? [];
  const offered = [...new Set([...given.map((phrase) => text(phrase)), ...own.map((phrase) => phrase.text)])];
  return (
    <div className="jw-phrases" role="group" aria-label={t('phrases.title')}>
      <Popover
        trigger="click"
        title={t('phrases.own')}
        content={<OwnPhrases own={own} opinion={opinion} />}
      >
        <Button size="small" type="text" icon={<SettingOutlined />}>
          {t('phrases.title')}
        </Button>
      </Popover>
      {offered.map((phrase) => (
        <Button key={phrase} size="small" onClick={() => onOpinion(withPhrase(opinion, phrase))}>
          {phrase}
        </Button>
      ))}
    </div>
  );
}

function OwnPhrases({ own, opinion }: { own: Schemas['Phrase'][]; opinion: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const change = {
    onError: (error: Error) => void message.error(error.message),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['phrases'] }),
  };
  const add = useMutation({ mutationFn: addPhrase, ...change });
  const drop = useMutation({ mutationFn: dropPhrase, ...change });
  const written = opinion.trim();
  return (
    <div className="jw-own-phrases">
      {own.length === 0 && <p className="jw-soft">{t('phrases.none')}</p>}
      <ul>
        {own.map((phrase) => (
          <li key={phrase.key}>
            <span>{phrase.text}</span>
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('phrases.drop', { phrase: phrase.text })}
              onClick={() => drop.mutate(phrase.key)}
            />
          </li>
        ))}
      </ul>
      <Button
        size="small"
        disabled={written === '' || own.some((phrase) => phrase.text === written)}
        loading={add.isPending}
        onClick={() => add.mutate(written)}
      >
        {t('phrases.add')}
      </Button>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Mentions } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleQuery } from '@/api/people-query';
import { useLabel } from '@/lib/language';
import type { Person } from '@/lib/mentions';

interface MentionInputProps {
  id: string;
  value: string;
  onChange: (text: string) => void;
  onPick: (person: Person) => void;
}

// Words in which @ offers people. The text holds their names; the owner keeps who was picked.
export function MentionInput({ id, value, onChange, onPick }: MentionInputProps) {
  const { t } = useTranslation('form');
  const text = useLabel();
  const [words, setWords] = useState('');
  const { data, isFetching } = useQuery(peopleQuery(words));
  const people = data?.items ?? [];
  return (
    <Mentions
      id={id}
      value={value}
      maxLength={2000}
      autoSize={{ minRows: 3, maxRows: 8 }}
      placeholder={t('mention.hint')}
      loading={isFetching}
      filterOption={false}
      notFoundContent={t('people.nobody')}
      options={people.map(({ id, name, positions }) => ({
        key: id,
        value: name,
        person: { id, name },
        label: (
          <span>
            {name} <span className="jw-soft jw-small">{positions.map((position) => text(position.title)).join(' · ')}</span>
          </span>
        ),
      }))}
      onSearch={setWords}
      onChange={(next) => {
        setWords(wordsBehindSign(next));
        onChange(next);
      }}
      onSelect={(option) => onPick((option as { person: Person }).person)}
    />
  );
}

// An input method hands in whole words, of which the field itself hears no key.
function wordsBehindSign(text: string): string {
  return /@([^@\s]*)$/.exec(text)?.[1] ?? '';
}

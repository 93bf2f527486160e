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
      options={people.map((person) => ({
        key: person.id,
        value: person.name,
        label: (
          <span>
            {person.name} <span className="jw-soft jw-small">{person.positions.map((position) => text(position.title)).join(' · ')}</span>
          </span>
        ),
      }))}
      onSearch={setWords}
      onChange={onChange}
      onSelect={(option) => {
        const person = people.find((one) => one.id === option.key);
        if (person) onPick({ id: person.id, name: person.name });
      }}
    />
  );
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleQuery } from '@/api/people-query';
import { sessionQuery } from '@/api/session-query';
import { propertyOf } from '@/lib/form-schema';
import { useLabel, useLanguage } from '@/lib/language';
import { lastFirst, lastPeople, rememberPeople } from '@/lib/last-people';
import { nameOf } from '@/lib/names';
import type { InputProps } from './FieldInput';
import { useAway } from '../useAway';
import { useFormModel } from './FormView';
import { usePicker } from './usePicker';

// A field that holds one person or several.
export function PeopleInput({ component, id, value, label, aria, onChange }: InputProps) {
  const { names } = useFormModel();
  const language = useLanguage();
  const known = Object.fromEntries(Object.keys(names).map((key) => [key, nameOf(names, key, language)]));
  const many = propertyOf(component, 'many') === 'true' || Array.isArray(value);
  return <PeoplePicker id={id} label={label} many={many} value={value} known={known} aria={aria} onChange={onChange} />;
}

interface PickerProps {
  id?: string;
  label: string;
  many?: boolean;
  value: unknown;
  known?: Record<string, string>;
  aria?: React.AriaAttributes;
  barred?: Record<string, string>; // who cannot be picked, with the reason
  opens?: boolean; // its list is there as soon as it has the focus, until somebody is chosen
  onChange: (value: unknown) => void;
}

// Finds people by name, pinyin initials, position or unit; before anything is typed, those picked last come first.
export function PeoplePicker({ id, label, many, value, known = {}, aria, barred = {}, opens = false, onChange }: PickerProps) {
  const [words, setWords] = useState('');
  const [open, setOpen] = useState(false);
  const owner = useQueryClient().getQueryData(sessionQuery().queryKey)?.person.id ?? '';
  const { data, isFetching } = useQuery(peopleQuery(words));
  const text = useLabel();
  const away = useAway();
  const { t } = useTranslation('form');
  const found = (data?.items ?? []).map((person) => ({
    value: person.id,
    label: person.name,
    hint: person.positions.map((position) => text(position.title)).join(' · '),
  }));
  const listed = words === '' ? lastFirst(lastPeople(owner), found) : found;
  const offered = listed.map((one) =>
    one.value in barred ? { ...one, hint: barred[one.value], disabled: true } : { ...one, note: away(one.value) },
  );
  const picker = usePicker({ value, many: many === true, found: offered, known: (one) => known[one] ?? one, onSearch: setWords, onChange });

  function remember(picked: string) {
    rememberPeople(owner, listed.filter((person) => person.value === picked));
    setOpen(false);
  }

  return (
    <Select
      {...picker}
      {...aria}
      {...(opens && { open, onOpenChange: setOpen, onFocus: () => setOpen(true) })}
      onSelect={(picked) => remember(String(picked))}
      id={id}
      aria-label={label}
      loading={isFetching}
      placeholder={t('people.find')}
      notFoundContent={isFetching ? t('people.searching') : t('people.nobody')}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { instancesQuery } from '@/api/instances-query';
import { propertyOf } from '@/lib/form-schema';
import { useLabel, useLanguage } from '@/lib/language';
import { nameOf } from '@/lib/names';
import type { InputProps } from './FieldInput';
import { useFormModel } from './FormView';
import { type Found, usePicker } from './usePicker';

// A field that names other matters, found by number or words among those that the person may read.
export function InstanceInput({ component, id, value, label, aria, onChange }: InputProps) {
  const { names } = useFormModel();
  const language = useLanguage();
  const text = useLabel();
  const { t } = useTranslation('form');
  const [words, setWords] = useState('');
  const many = propertyOf(component, 'many') === 'true' || Array.isArray(value);
  const { data, isFetching } = useQuery(instancesQuery({ scope: 'all', q: words || undefined, page: 1 }));
  const found: Found[] = (data?.items ?? []).map((row) => ({
    value: row.key,
    label: [row.record?.number, row.subject || row.record?.title || text(row.process.title)].filter(Boolean).join(' '),
    hint: [text(row.process.title), row.status && text(row.status.title)].filter(Boolean).join(' · '),
  }));
  const picker = usePicker({ value, many, found, known: knownAs, onSearch: setWords, onChange });

  return (
    <Select
      {...picker}
      {...aria}
      id={id}
      aria-label={label}
      loading={isFetching}
      placeholder={t('instance.find')}
      notFoundContent={isFetching ? null : <span className="jw-soft">{t(words ? 'instance.noMatch' : 'instance.none')}</span>}
    />
  );

  function knownAs(one: string): string {
    const number = names[one]?.number;
    return [number, nameOf(names, one, language)].filter(Boolean).join(' ');
  }
}

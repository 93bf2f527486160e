import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordsQuery } from '@/api/records-query';
import { propertyOf } from '@/lib/form-schema';
import { useLanguage } from '@/lib/language';
import { nameOf } from '@/lib/names';
import type { InputProps } from './FieldInput';
import { useFormModel } from './FormView';
import { usePicker } from './usePicker';

// A field that links a record of another type, found by number, words or pinyin initials.
export function RecordInput({ component, id, value, label, aria, onChange }: InputProps) {
  const { names, owner } = useFormModel();
  const language = useLanguage();
  const { t } = useTranslation('form');
  const [words, setWords] = useState('');
  const choice = propertyOf(component, 'choice');
  const rule = propertyOf(component, language === 'en' ? 'rule_en' : 'rule') ?? propertyOf(component, 'rule');
  const type = (propertyOf(component, 'record') ?? propertyOf(component, 'to') ?? '').split('.').at(-1)!;
  const many = propertyOf(component, 'many') === 'true' || Array.isArray(value);
  const { data, isFetching } = useQuery({ ...recordsQuery(type, { q: words, choice, madeOn: owner && `${owner.type}/${owner.id}`, size: 20 }), enabled: type !== '' });
  const empty = words ? t('record.noMatch') : rule ? t('record.noneOf', { rule }) : t('record.none');
  const found = (data?.items ?? []).map((row) => ({ value: row.id, label: row.title || row.number, hint: row.number }));
  const picker = usePicker({ value, many, found, known: (one) => nameOf(names, one, language), onSearch: setWords, onChange });

  return (
    <Select
      {...picker}
      {...aria}
      id={id}
      aria-label={label}
      loading={isFetching}
      placeholder={t('record.find')}
      notFoundContent={isFetching ? null : <span className="jw-soft">{empty}</span>}
    />
  );
}

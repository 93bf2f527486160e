import { Button, Input, InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Named } from '@/lib/candidate-words';
import { amountOf, textOf, type Unit, units } from '@/lib/duration-words';

interface DurationProps {
  id: string;
  label: string;
  value: string;
  placeholder?: string;
  dates?: Named[]; // fields of the form that may say the day instead
  onChange: (value: string) => void;
}

const dateOf = (value: string) => /^=\s*record\.([a-z_][A-Za-z0-9_]*)$/.exec(value.trim())?.[1];

// How long: a number with its unit, or the day in a field of the form. What is neither is text.
export function DurationInput({ id, label, value, placeholder, dates = [], onChange }: DurationProps) {
  const { t } = useTranslation('tree');
  const amount = amountOf(value);
  const field = dates.some((each) => each.id === dateOf(value)) ? dateOf(value) : undefined;
  const [way, setWay] = useState<Unit | 'field' | 'text'>(field ? 'field' : value && !amount ? 'text' : (amount?.unit ?? 'workDays'));
  const write = (count: number | null, unit: Unit) => onChange(count ? textOf({ count, unit }) : '');
  const count = amount && (way === 'days' && amount.unit === 'weeks' ? amount.count * 7 : amount.count);
  const choose = (chosen: typeof way) => {
    setWay(chosen);
    if (chosen === 'field') onChange('');
    else if (chosen !== 'text') write(count, chosen);
  };
  const ways = [...units, ...(dates.length > 0 ? ['field' as const] : []), 'text' as const];
  return (
    <Space.Compact block>
      {way === 'text' && <Input id={id} aria-label={label} value={value} placeholder={t('amount.example')} onChange={(event) => onChange(event.target.value)} />}
      {way === 'field' && (
        <Select
          id={id}
          aria-label={label}
          style={{ width: '100%' }}
          value={field}
          placeholder={t('choose')}
          options={dates.map((each) => ({ value: each.id, label: each.title }))}
          onChange={(chosen: string) => onChange(`= record.${chosen}`)}
        />
      )}
      {way !== 'text' && way !== 'field' && (
        <InputNumber id={id} aria-label={label} style={{ width: '100%' }} min={1} max={99999} precision={0} value={count} placeholder={placeholder ?? t('notSet')} onChange={(next) => write(next, way)} />
      )}
      <Select
        aria-label={t('amount.unitOf', { name: label })}
        style={{ width: 150 }}
        popupMatchSelectWidth={false}
        value={way}
        options={ways.map((each) => ({ value: each, label: t(`unit.${each}`) }))}
        onChange={choose}
      />
      {value && <Button onClick={() => onChange('')}>{t('clear')}</Button>}
    </Space.Compact>
  );
}

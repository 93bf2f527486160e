import { DatePicker, Input, InputNumber, Select, type SelectProps } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { Named } from '@/lib/candidate-words';
import { isChosen, isListed, type Subject } from './values/comparing';
import type { Comparison, Value } from './values/condition';

interface ValueProps {
  subject: Subject;
  row: Comparison;
  onChange: (value: Value | null) => void;
}

const choices = (list: Named[] = []) => list.map(({ id, title }) => ({ value: id, label: title }));

// What a row of a condition compares with.
export function ValueInput({ subject, row, onChange }: ValueProps) {
  const { t } = useTranslation('tree');
  const label = t('condition.value');
  const { value } = row;
  if (subject.type === 'number' || subject.type === 'money')
    return <InputNumber aria-label={label} style={{ width: '100%' }} value={typeof value === 'number' ? value : null} onChange={(next) => onChange(next)} />;
  if (subject.type === 'date') {
    const day = typeof value === 'object' && value && !Array.isArray(value) ? dayjs(value.date) : null;
    return <DatePicker aria-label={label} style={{ width: '100%' }} value={day} onChange={(next) => onChange(next ? { date: next.format('YYYY-MM-DD') } : null)} />;
  }
  if (subject.type === 'boolean') {
    const options = [true, false].map((each) => ({ value: String(each), label: t(each ? 'yes' : 'no') }));
    return <Select aria-label={label} placeholder={t('choose')} value={value === null ? undefined : String(value)} options={options} onChange={(chosen: string) => onChange(chosen === 'true')} />;
  }
  if (isChosen(subject.type)) {
    const { groups } = subject;
    const options: SelectProps['options'] = groups ? groups.map((each) => ({ label: each.title, options: choices(each.options) })) : choices(subject.options);
    return (
      <Select
        aria-label={label}
        mode={isListed(row.operator) ? 'multiple' : undefined}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('choose')}
        value={(value as string | string[] | null) ?? undefined}
        options={options}
        onChange={(chosen: string | string[]) => onChange(chosen)}
      />
    );
  }
  return <Input aria-label={label} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value)} />;
}

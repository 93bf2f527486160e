import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker, Input, InputNumber, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Comparison, type Condition, conditionOf, conditionText, isComplete, type Operator, type Value } from './values/condition';
import type { FieldChoice } from './words';

// What a condition may look at: a field of the record, or how an earlier step ended.
export interface Subject extends FieldChoice {
  path: string;
}

interface ConditionProps {
  value: string;
  subjects: Subject[];
  onChange: (value: string) => void;
}

const compared = ['number', 'money', 'date'];
const comparable = [...compared, 'choice', 'boolean', 'text'];
export const isComparable = (type: string | undefined) => comparable.includes(type ?? '');

function operatorsOf(type: string | undefined): Operator[] {
  if (compared.includes(type ?? '')) return ['>', '>=', '<', '<=', '=', '!='];
  if (type === 'choice') return ['=', '!=', 'in'];
  return type === 'boolean' ? ['='] : ['=', '!='];
}

// Whether the rows can show it: each looks at something known, with a value that fits.
function shown(value: string, subjects: Subject[]): Condition | null {
  const read = conditionOf(value);
  return read?.rows.every((row) => subjects.some((each) => each.path === row.path && operatorsOf(each.type).includes(row.operator) && fits(each, row.value))) ? read : null;
}

function fits({ type, options = [] }: Subject, value: Value | null): boolean {
  if (type === 'number' || type === 'money') return typeof value === 'number';
  if (type === 'date') return typeof value === 'object' && !Array.isArray(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'choice') return (Array.isArray(value) ? value : [value]).every((each) => options.some(({ id }) => id === each));
  return typeof value === 'string';
}

// A condition in rows, or as FEEL where it says more than rows can.
export function ConditionInput({ value, subjects, onChange }: ConditionProps) {
  const { t } = useTranslation('tree');
  const [rows, setRows] = useState<Condition | null>(() => {
    const read = shown(value, subjects);
    return read && read.rows.length === 0 && subjects.length > 0 ? { ...read, rows: [blank(subjects[0])] } : read;
  });
  const asText = (
    <Input.TextArea id="jw-tree-condition" aria-label={t('field.condition')} autoSize={{ minRows: 2 }} value={value} onChange={(event) => onChange(event.target.value)} />
  );
  if (!rows || subjects.length === 0)
    return (
      <>
        {asText}
        {shown(value, subjects) && subjects.length > 0 && (
          <Button type="link" size="small" onClick={() => setRows(shown(value, subjects))}>
            {t('condition.asRows')}
          </Button>
        )}
        <span className="jw-soft jw-small">{t('hint.condition')}</span>
      </>
    );
  const change = (changed: Condition) => {
    setRows(changed);
    onChange(conditionText(changed));
  };
  const put = (index: number, row: Comparison) => change({ ...rows, rows: rows.rows.with(index, row) });
  return (
    <div className="jw-tree-conditions">
      {rows.rows.length > 1 && (
        <Segmented
          aria-label={t('condition.join')}
          value={rows.join}
          options={[
            { value: 'and', label: t('condition.and') },
            { value: 'or', label: t('condition.or') },
          ]}
          onChange={(join) => change({ ...rows, join: join as Condition['join'] })}
        />
      )}
      <ul className="jw-tree-rows" aria-label={t('field.condition')}>
        {rows.rows.map((row, index) => (
          <li key={index} className="jw-tree-comparison">
            <Row row={row} subjects={subjects} onChange={(changed) => put(index, changed)} />
            <Button type="text" icon={<DeleteOutlined />} aria-label={t('condition.remove', { number: index + 1 })} onClick={() => change({ ...rows, rows: rows.rows.toSpliced(index, 1) })} />
          </li>
        ))}
      </ul>
      {rows.rows.some((row) => !isComplete(row)) && <span className="jw-tree-lacks">{t('condition.incomplete')}</span>}
      <Button size="small" icon={<PlusOutlined />} onClick={() => change({ ...rows, rows: [...rows.rows, blank(subjects[0])] })}>
        {t('condition.add')}
      </Button>
      <Button type="link" size="small" onClick={() => setRows(null)}>
        {t('condition.asText')}
      </Button>
    </div>
  );
}

function blank({ path, type }: Subject): Comparison {
  return { path, operator: operatorsOf(type)[0], value: null };
}

function Row({ row, subjects, onChange }: { row: Comparison; subjects: Subject[]; onChange: (row: Comparison) => void }) {
  const { t } = useTranslation('tree');
  const subject = subjects.find((each) => each.path === row.path) ?? subjects[0];
  const operate = (operator: Operator) => onChange({ ...row, operator, value: (operator === 'in') === Array.isArray(row.value) ? row.value : null });
  return (
    <>
      <Select
        aria-label={t('condition.subject')}
        showSearch={{ optionFilterProp: 'label' }}
        value={row.path}
        options={subjects.map(({ path, title }) => ({ value: path, label: title }))}
        onChange={(path: string) => onChange(blank(subjects.find((each) => each.path === path)!))}
      />
      <Select
        aria-label={t('condition.operator')}
        value={row.operator}
        options={operatorsOf(subject.type).map((each) => ({ value: each, label: t(`operator.${each}`) }))}
        onChange={operate}
      />
      <ValueInput subject={subject} row={row} onChange={(value) => onChange({ ...row, value })} />
    </>
  );
}

function ValueInput({ subject, row, onChange }: { subject: Subject; row: Comparison; onChange: (value: Value | null) => void }) {
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
  if (subject.type === 'choice')
    return (
      <Select
        aria-label={label}
        mode={row.operator === 'in' ? 'multiple' : undefined}
        placeholder={t('choose')}
        value={value as string | string[] | null ?? undefined}
        options={subject.options?.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(chosen: string | string[]) => onChange(chosen)}
      />
    );
  return <Input aria-label={label} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value)} />;
}

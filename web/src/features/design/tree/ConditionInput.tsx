import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { blank, isListed, operatorsOf, shownRows, type Subject } from './values/comparing';
import { type Comparison, type Condition, conditionText, isComplete, type Operator } from './values/condition';
import { ValueInput } from './ValueInput';

interface ConditionProps {
  value: string;
  subjects: Subject[];
  onChange: (value: string) => void;
}

// A condition in rows, or as FEEL where it says more than rows can.
export function ConditionInput({ value, subjects, onChange }: ConditionProps) {
  const { t } = useTranslation('tree');
  const [rows, setRows] = useState<Condition | null>(() => {
    const read = shownRows(value, subjects);
    return read && read.rows.length === 0 && subjects.length > 0 ? { ...read, rows: [blank(firstOf(subjects))] } : read;
  });
  if (!rows || subjects.length === 0) return <AsText value={value} subjects={subjects} onChange={onChange} onRows={setRows} />;
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
      <Button size="small" icon={<PlusOutlined />} onClick={() => change({ ...rows, rows: [...rows.rows, blank(firstOf(subjects))] })}>
        {t('condition.add')}
      </Button>
      <Button type="link" size="small" onClick={() => setRows(null)}>
        {t('condition.asText')}
      </Button>
    </div>
  );
}

// A new row looks at what the form asks, where it asks for anything that can be compared.
const firstOf = (subjects: Subject[]) => subjects.find((each) => each.path.startsWith('record.')) ?? subjects[0];

function AsText({ value, subjects, onChange, onRows }: ConditionProps & { onRows: (rows: Condition) => void }) {
  const { t } = useTranslation('tree');
  const read = shownRows(value, subjects);
  return (
    <>
      <Input.TextArea id="jw-tree-condition" aria-label={t('field.condition')} autoSize={{ minRows: 2 }} value={value} onChange={(event) => onChange(event.target.value)} />
      {read && subjects.length > 0 && (
        <Button type="link" size="small" onClick={() => onRows(read)}>
          {t('condition.asRows')}
        </Button>
      )}
      <span className="jw-soft jw-small">{t(read ? 'hint.condition' : 'condition.onlyText')}</span>
    </>
  );
}

function Row({ row, subjects, onChange }: { row: Comparison; subjects: Subject[]; onChange: (row: Comparison) => void }) {
  const { t } = useTranslation('tree');
  const subject = subjects.find((each) => each.path === row.path) ?? subjects[0];
  const operate = (operator: Operator) => onChange({ ...row, operator, value: isListed(operator) === Array.isArray(row.value) ? row.value : null });
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

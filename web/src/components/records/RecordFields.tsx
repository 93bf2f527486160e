import { Button, Descriptions, Grid } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { FieldValue } from '../FieldValue';
import { Panel } from '../Panel';
import { useLabel } from '@/lib/language';
import { currencyOf } from '@/lib/money';
import { namesOf } from '@/lib/names';
import { isEmpty } from '@/lib/path';
import { spansOf } from './spans';

type Detail = Schemas['RecordDetail'];
type Field = Schemas['Field'];

// The fields of a record in their groups; what no group names comes last. Fields with nothing in them
// are shown when they are asked for.
export function RecordFields({ record }: { record: Detail }) {
  const { t } = useTranslation('records');
  const text = useLabel();
  const [everything, setEverything] = useState(false);
  const all = record.fields.filter((field) => field.type !== 'children');
  const filled = all.filter((field) => !isEmpty(record.values[field.id]));
  const fields = everything ? all : filled;
  const named = new Set(record.groups.flatMap((group) => group.fields));
  const rest = fields.filter((field) => !named.has(field.id));
  const groups = record.groups
    .map((group) => ({ title: text(group.title), fields: fields.filter((field) => group.fields.includes(field.id)) }))
    .concat([{ title: record.groups.length > 0 ? t('others') : t('tab.detail'), fields: rest }])
    .filter((group) => group.fields.length > 0);
  return (
    <>
      {groups.map((group) => (
        <Panel key={group.title} title={group.title}>
          <FieldGrid record={record} fields={group.fields} />
        </Panel>
      ))}
      {filled.length < all.length && (
        <Button type="link" size="small" className="jw-unfold" aria-expanded={everything} onClick={() => setEverything(!everything)}>
          {everything ? t('fewerFields') : t('emptyFields', { count: all.length - filled.length })}
        </Button>
      )}
    </>
  );
}

export function FieldGrid({ record, fields }: { record: Detail; fields: Field[] }) {
  const text = useLabel();
  const column = Grid.useBreakpoint().lg ? 2 : 1;
  const names = namesOf(record.texts);
  const spans = spansOf(
    fields.map((field) => field.type),
    column,
  );
  return (
    <Descriptions
      size="small"
      bordered
      column={column}
      styles={{ label: { width: 150 } }}
      items={fields.map((field, at) => ({
        key: field.id,
        label: text(field.title),
        span: spans[at],
        children: (
          <FieldValue
            kind={field.type}
            value={record.values[field.id]}
            options={Object.fromEntries((field.options ?? []).map((option) => [option.id, text(option.title)]))}
            names={names}
            unit={text({ zh: field.unit, en: field.unit_en })}
            currency={currencyOf(field, (beside) => record.values[beside])}
          />
        ),
      }))}
    />
  );
}

import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { FormView } from '@/components/form/FormView';
import { Panel } from '@/components/Panel';
import type { FieldStates, FormSchema } from '@/lib/form-schema';
import { type Names, namesOf } from '@/lib/names';
import type { Values } from '@/lib/path';
import { unsentOf } from './unsent';

interface StoredProps {
  form: Schemas['Form'];
  record?: { type: string; id: string };
}

// The form as it is stored, for who may not fill it in any more: nobody's draft.
export function StoredForm({ form, record }: StoredProps) {
  return (
    <FormView
      schema={form.schema as FormSchema}
      values={form.values}
      states={form.fields as FieldStates}
      names={namesOf(form.texts)}
      readOnly
      record={form.record ?? record}
    />
  );
}

interface UnsentProps {
  form: Schemas['Form'];
  read: Values;
  written: Values;
  opinion: string;
  names: Names;
}

// What somebody had written when another was faster, apart from what counts.
export function Unsent({ form, read, written, opinion, names }: UnsentProps) {
  const { t } = useTranslation('tasks');
  const schema = form.schema as FormSchema;
  const values = unsentOf(schema, read, form.values, written);
  if (Object.keys(values).length === 0 && opinion.trim() === '') return null;
  return (
    <Panel title={t('unsent')}>
      <FormView schema={schema} values={values} names={names} readOnly />
      {opinion.trim() !== '' && <blockquote className="jw-pre">{opinion}</blockquote>}
    </Panel>
  );
}

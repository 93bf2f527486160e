import { useQuery } from '@tanstack/react-query';
import { recordQuery } from '@/api/record-query';
import { type FormComponent, keyOf, labelOf } from '@/lib/form-schema';
import { useLanguage } from '@/lib/language';
import { ChildTable } from '../records/ChildTable';
import { useFormModel } from './FormView';

// The records that belong to the record behind the form. They are stored one by one, by their own
// acts, so they show and change here without being values of the form.
export function ChildrenField({ component, path }: { component: FormComponent; path: string }) {
  const { record, states, readOnly } = useFormModel();
  const language = useLanguage();
  const { data } = useQuery({ ...recordQuery(record?.type ?? '', record?.id ?? ''), enabled: record !== undefined });
  const list = data?.children.find((children) => children.field === keyOf(component));
  if (!record || !list) return null;
  const fixed = readOnly || states[path]?.editable === false;
  return (
    <div className="jw-form-table">
      <div className="jw-form-caption">{labelOf(component, language)}</div>
      <ChildTable list={list} parent={record} fixed={fixed} />
    </div>
  );
}

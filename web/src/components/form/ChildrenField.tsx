import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '@/api/client';
import { recordQuery } from '@/api/record-query';
import { type FormComponent, keyOf, labelOf } from '@/lib/form-schema';
import { useLanguage } from '@/lib/language';
import { isEmpty } from '@/lib/path';
import { useRecordTitle } from '@/lib/record-title';
import { Loaded } from '../Loaded';
import { ChildTable, isOnlyRead } from '../records/ChildTable';
import { FieldGrid } from '../records/RecordFields';
import { useFormModel } from './FormView';

const openedMax = 2;

// The records that belong to the record behind the form. They are stored one by one, by their own
// acts, so they show and change here without being values of the form. Of a few that are only to be
// read stands open what no column tells, so that who decides sees them without leaving the page.
export function ChildrenField({ component }: { component: FormComponent }) {
  const { record, readOnly, lists } = useFormModel();
  const language = useLanguage();
  const list = lists.find((one) => one.field === keyOf(component));
  if (!record || !list) return null;
  const onlyRead = readOnly || isOnlyRead(list);
  const opened = onlyRead && list.items.length <= openedMax ? list.items.filter((child) => besides(child, list).length > 0) : [];
  return (
    <div className="jw-form-table">
      <div className="jw-form-caption">{labelOf(component, language)}</div>
      <ChildTable list={list} parent={record} fixed={onlyRead} dense={onlyRead} />
      {opened.map((child) => (
        <OpenedChild key={child.id} child={child} told={besides(child, list)} named={list.items.length > 1} />
      ))}
    </div>
  );
}

// The fields with something in them that no column tells. `link`, which names the record whose page this is, would say nothing.
function besides({ values }: Schemas['RecordRow'], { columns, link }: Schemas['ChildList']): string[] {
  const inColumns = new Set(columns.map((column) => column.id));
  return Object.keys(values).filter((field) => field !== link && !inColumns.has(field) && !isEmpty(values[field]));
}

function OpenedChild({ child, told, named }: { child: Schemas['RecordRow']; told: string[]; named: boolean }) {
  const titleOf = useRecordTitle();
  const query = useQuery(recordQuery(child.type, child.id));
  return (
    <Loaded query={query} rows={1}>
      {(record) => {
        const fields = record.fields.filter((field) => field.type !== 'children' && told.includes(field.id));
        if (fields.length === 0) return null;
        return (
          <div className="jw-below">
            {named && <div className="jw-soft jw-small">{titleOf(child) || child.number}</div>}
            <FieldGrid record={record} fields={fields} />
          </div>
        );
      }}
    </Loaded>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '@/api/client';
import { recordQuery } from '@/api/record-query';
import { type FormComponent, keyOf, labelOf } from '@/lib/form-schema';
import { useLanguage } from '@/lib/language';
import { isEmpty } from '@/lib/path';
import { Loaded } from '../Loaded';
import { ChildTable } from '../records/ChildTable';
import { FieldGrid } from '../records/RecordFields';
import { useFormModel } from './FormView';

const openedMax = 2;

// The records that belong to the record behind the form. They are stored one by one, by their own
// acts, so they show and change here without being values of the form. A few that are only to be
// read stand open, so that who decides sees them without leaving the page.
export function ChildrenField({ component }: { component: FormComponent }) {
  const { record, readOnly, lists } = useFormModel();
  const language = useLanguage();
  const list = lists.find((one) => one.field === keyOf(component));
  if (!record || !list) return null;
  const onlyRead = readOnly || (!list.can_create && list.changeable.length === 0);
  const opened = onlyRead && list.items.length > 0 && list.items.length <= openedMax;
  return (
    <div className="jw-form-table">
      <div className="jw-form-caption">{labelOf(component, language)}</div>
      {opened ? (
        list.items.map((child) => <OpenedChild key={child.id} child={child} link={list.link} />)
      ) : (
        <ChildTable list={list} parent={record} fixed={readOnly} />
      )}
    </div>
  );
}

// `link`: the field that names the record whose page this is; it would say nothing here.
function OpenedChild({ child, link }: { child: Schemas['RecordRow']; link: string }) {
  const query = useQuery(recordQuery(child.type, child.id));
  return (
    <Loaded query={query} rows={3}>
      {(record) => (
        <FieldGrid
          record={record}
          fields={record.fields.filter((field) => field.type !== 'children' && field.id !== link && !isEmpty(record.values[field.id]))}
        />
      )}
    </Loaded>
  );
}

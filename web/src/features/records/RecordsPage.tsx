import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Schemas } from '@/api/client';
import { recordTypeQuery } from '@/api/record-type-query';
import { recordsQuery } from '@/api/records-query';
import { Loaded } from '@/components/Loaded';
import { CreateButton } from '@/components/records/CreateButton';
import { ImportButton } from '@/components/records/ImportButton';
import { filtersOf } from '@/components/records/list-search';
import { RecordDrawer } from '@/components/records/RecordDrawer';
import { RecordList } from '@/components/records/RecordList';
import { stateField } from '@/components/records/columns';
import { useLabel } from '@/lib/language';

const columnsMax = 8;
const unlisted = new Set(['children', 'json', 'signature', 'attachment', 'photo', 'long_text']);
const numberField: Schemas['Field'] = { id: 'number', type: 'text', title: { zh: '编号', en: 'Number' } };

// All records of a type.
export function RecordsPage() {
  const { type } = useParams({ from: '/frame/records/$type' });
  const query = useQuery(recordTypeQuery(type));
  return <Loaded query={query}>{(declared) => <List key={type} type={declared} />}</Loaded>;
}

function List({ type }: { type: Schemas['RecordType'] }) {
  const text = useLabel();
  const navigate = useNavigate({ from: '/records/$type' });
  const search = useSearch({ from: '/frame/records/$type' });
  const query = useQuery({
    ...recordsQuery(type.id, { q: search.q, filter: filtersOf(search), sort: search.sort, page: search.page ?? 1, size: 20 }),
    placeholderData: (before) => before,
  });
  // A draft is opened where its list is: on the record that the new one belongs to, or on none.
  const { create, link } = search;
  const drafted = create ? { type: type.id, parent: create === '0' ? undefined : create, link } : null;
  return (
    <>
      <RecordList
        id={type.id}
        type={type.id}
        title={text(type.title)}
        fields={listed(type)}
        states={type.states}
        search={search}
        onSearch={(next) => void navigate({ search: next, replace: true })}
        query={query}
        exportable={type.can_export}
        create={
          type.can_create && (
            <>
              <ImportButton type={type.id} />
              <CreateButton type={type.id} />
            </>
          )
        }
      />
      <RecordDrawer
        act={drafted}
        onClose={() => void navigate({ search: (before) => ({ ...before, create: undefined, link: undefined }), replace: true })}
        onDone={(record) => void navigate({ to: '/records/$type/$id', params: { type: record.type, id: record.id } })}
      />
    </>
  );
}

// The number, what names a record, its state, then the first fields that fit a cell.
function listed(type: Schemas['RecordType']): Schemas['Field'][] {
  const shown = type.fields.filter((field) => !field.hidden && field.id !== 'number' && field.id !== 'state');
  const named = shown.filter((field) => field.id === type.title_field);
  const others = shown.filter((field) => field.id !== type.title_field && !unlisted.has(field.type));
  const state = type.states.length > 0 ? [stateField] : [];
  const number = type.numbered ? [numberField] : [];
  return [...number, ...named, ...state, ...others].slice(0, columnsMax);
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Schemas } from '@/api/client';
import { viewDataQuery } from '@/api/view-data-query';
import { CreateButton } from '@/components/records/CreateButton';
import { ImportButton } from '@/components/records/ImportButton';
import { filtersOf } from '@/components/records/list-search';
import { RecordList } from '@/components/records/RecordList';
import { useLabel } from '@/lib/language';

export function ListView({ view }: { view: Schemas['View'] }) {
  const text = useLabel();
  const navigate = useNavigate({ from: '/views/$id' });
  const search = useSearch({ from: '/frame/views/$id' });
  const query = useQuery({
    ...viewDataQuery(view.id, {
      record: search.record,
      q: search.q,
      filter: filtersOf(search),
      sort: search.sort,
      page: search.page ?? 1,
      size: 20,
    }),
    placeholderData: (before) => before,
  });
  return (
    <RecordList
      id={`view.${view.id}`}
      type={view.record_type}
      title={text(view.title)}
      fields={view.columns}
      states={view.states ?? []}
      search={search}
      onSearch={(next) => void navigate({ search: { ...next, record: search.record }, replace: true })}
      query={query as UseQueryResult<Schemas['ListData']>}
      exportable={view.can_export}
      create={
        (view.can_create || view.start) && (
          <>
            {view.can_create && !search.record && <ImportButton type={view.record_type} />}
            <CreateButton type={view.record_type} parent={search.record} start={view.start} />
          </>
        )
      }
    />
  );
}

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';
import { listParameters, type RecordsWanted } from './records-query';

export const viewDataQuery = (id: string, wanted: RecordsWanted & { record?: string }) =>
  queryOptions({
    queryKey: ['view-data', id, wanted],
    queryFn: () =>
      answer(
        client.GET('/views/{id}/data', {
          params: { path: { id }, query: { record: wanted.record, ...listParameters(wanted) } },
        }),
      ),
  });

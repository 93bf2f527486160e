import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const differencesQuery = (process: string, before: number, after: number) =>
  queryOptions({
    queryKey: ['differences', process, before, after],
    queryFn: () =>
      answer(
        client.GET('/processes/{id}/versions/{version}/differences', {
          params: { path: { id: process, version: String(before) }, query: { with: after } },
        }),
      ),
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const recordTypeQuery = (type: string) =>
  queryOptions({
    queryKey: ['record-type', type],
    queryFn: () => answer(client.GET('/record-types/{type}', { params: { path: { type } } })),
    staleTime: 300_000,
  });

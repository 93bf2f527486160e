import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// As it is at a moment; without one, now.
export const organisationQuery = (at?: string) =>
  queryOptions({
    queryKey: ['organisation', at ?? ''],
    queryFn: () => answer(client.GET('/organisation', { params: { query: { at } } })),
    staleTime: 300_000,
  });

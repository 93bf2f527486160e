import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const peopleQuery = (q: string) =>
  queryOptions({
    queryKey: ['people', q],
    queryFn: () => answer(client.GET('/people', { params: { query: { q } } })),
    staleTime: 60_000,
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// Who is away now; it changes by the half day, and a page asks again when it is opened.
export const awayNowQuery = () =>
  queryOptions({
    queryKey: ['away'],
    queryFn: () => answer(client.GET('/people/away')),
    staleTime: 60_000,
  });

export const awayBetweenQuery = (from: string, until: string) =>
  queryOptions({
    queryKey: ['away', from, until],
    queryFn: () => answer(client.GET('/people/away', { params: { query: { from, until } } })),
  });

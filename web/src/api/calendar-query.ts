import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const calendarQuery = (year: number) =>
  queryOptions({
    queryKey: ['calendar', year],
    queryFn: () => answer(client.GET('/calendar', { params: { query: { year } } })),
    staleTime: 300_000,
  });

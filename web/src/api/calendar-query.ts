import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// `year` and `site`, a unit, may be absent: this year, the company.
export const calendarQuery = (year?: number, site?: string) =>
  queryOptions({
    queryKey: ['calendar', year ?? '', site ?? ''],
    queryFn: () => answer(client.GET('/calendar', { params: { query: { year, site } } })),
  });

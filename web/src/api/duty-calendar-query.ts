import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// `month` may be absent: this one.
export const dutyCalendarQuery = (month: string | undefined, scope: 'mine' | 'all') =>
  queryOptions({
    queryKey: ['duties', 'calendar', month ?? '', scope],
    queryFn: () => answer(client.GET('/duties/calendar', { params: { query: { month, scope } } })),
  });

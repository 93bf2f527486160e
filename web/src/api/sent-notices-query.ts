import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// What one urged and copied to others.
export const sentNoticesQuery = (page: number, size = 20) =>
  queryOptions({
    queryKey: ['notices', 'sent', page, size],
    queryFn: () => answer(client.GET('/notices/sent', { params: { query: { page, size } } })),
  });

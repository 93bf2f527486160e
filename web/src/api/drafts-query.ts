import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const draftsQuery = (page: number) =>
  queryOptions({
    queryKey: ['drafts', page],
    queryFn: () => answer(client.GET('/drafts', { params: { query: { page, size: 20 } } })),
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const noticesQuery = (unread: boolean, page: number, size = 20) =>
  queryOptions({
    queryKey: ['notices', unread, page, size],
    queryFn: () => answer(client.GET('/notices', { params: { query: { unread: unread || undefined, page, size } } })),
  });

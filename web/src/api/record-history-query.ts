import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const recordHistoryQuery = (type: string, id: string) =>
  queryOptions({
    queryKey: ['record', type, id, 'history'],
    queryFn: () => answer(client.GET('/records/{type}/{id}/history', { params: { path: { type, id } } })),
  });

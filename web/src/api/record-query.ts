import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const recordQuery = (type: string, id: string) =>
  queryOptions({
    queryKey: ['record', type, id],
    queryFn: () => answer(client.GET('/records/{type}/{id}', { params: { path: { type, id } } })),
  });

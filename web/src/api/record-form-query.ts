import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const recordFormQuery = (type: string, id: string, transition?: string) =>
  queryOptions({
    queryKey: ['record-form', type, id, transition],
    queryFn: () => answer(client.GET('/records/{type}/{id}/form', { params: { path: { type, id }, query: { transition } } })),
    staleTime: 0,
    gcTime: 0,
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const createFormQuery = (type: string, parent?: string, link?: string) =>
  queryOptions({
    queryKey: ['create-form', type, parent, link],
    queryFn: () => answer(client.GET('/records/{type}/form', { params: { path: { type }, query: { parent, link } } })),
    staleTime: 0,
    gcTime: 0,
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const viewQuery = (id: string) =>
  queryOptions({
    queryKey: ['view', id],
    queryFn: () => answer(client.GET('/views/{id}', { params: { path: { id } } })),
    staleTime: 300_000,
  });

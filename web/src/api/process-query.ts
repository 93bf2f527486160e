import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const processQuery = (id: string) =>
  queryOptions({
    queryKey: ['process', id],
    queryFn: () => answer(client.GET('/processes/{id}', { params: { path: { id } } })),
    staleTime: 0,
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const processQuery = (id: string, again?: string) =>
  queryOptions({
    queryKey: ['process', id, again ?? ''],
    queryFn: () => answer(client.GET('/processes/{id}', { params: { path: { id }, query: { again } } })),
    staleTime: 0,
  });

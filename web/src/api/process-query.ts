import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const processQuery = (id: string, again?: string, behalf?: string) =>
  queryOptions({
    queryKey: ['process', id, again ?? '', behalf ?? ''],
    queryFn: () => answer(client.GET('/processes/{id}', { params: { path: { id }, query: { again, behalf } } })),
    staleTime: 0,
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const menuQuery = () =>
  queryOptions({
    queryKey: ['menu'],
    queryFn: () => answer(client.GET('/menu')),
    staleTime: 300_000,
  });

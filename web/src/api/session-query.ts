import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: () => answer(client.GET('/session')),
    staleTime: 300_000,
  });

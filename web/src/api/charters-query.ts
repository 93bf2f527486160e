import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const chartersQuery = () =>
  queryOptions({
    queryKey: ['charters'],
    queryFn: () => answer(client.GET('/charters')),
    staleTime: 300_000,
  });

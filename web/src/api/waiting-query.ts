import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const waitingQuery = (process: string) =>
  queryOptions({
    queryKey: ['waiting', process],
    queryFn: () => answer(client.GET('/processes/{id}/waiting', { params: { path: { id: process } } })),
  });

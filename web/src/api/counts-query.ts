import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const countsQuery = () =>
  queryOptions({
    queryKey: ['counts'],
    queryFn: () => answer(client.GET('/tasks/counts')),
  });

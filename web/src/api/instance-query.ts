import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const instanceQuery = (key: string) =>
  queryOptions({
    queryKey: ['instance', key],
    queryFn: () => answer(client.GET('/instances/{key}', { params: { path: { key } } })),
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const instancePathQuery = (key: string) =>
  queryOptions({
    queryKey: ['instance', key, 'path'],
    queryFn: () => answer(client.GET('/instances/{key}/path', { params: { path: { key } } })),
  });

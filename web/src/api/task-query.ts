import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const taskQuery = (key: string) =>
  queryOptions({
    queryKey: ['task', key],
    queryFn: () => answer(client.GET('/tasks/{key}', { params: { path: { key } } })),
  });

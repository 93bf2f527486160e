import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// What the removal of a seat would come to; votes of others change it.
export const removalQuery = (task: string, seat: string) =>
  queryOptions({
    queryKey: ['task', task, 'removal', seat],
    queryFn: () => answer(client.GET('/tasks/{key}/removal', { params: { path: { key: task }, query: { seat } } })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from './client';

export const tasksQuery = (box: Schemas['TaskBox'], q: string, page: number, size = 20) =>
  queryOptions({
    queryKey: ['tasks', box, q, page, size],
    queryFn: () => answer(client.GET('/tasks', { params: { query: { box, q: q || undefined, page, size } } })),
  });

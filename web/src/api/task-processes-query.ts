import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from './client';

export const taskProcessesQuery = (box: Schemas['TaskBox']) =>
  queryOptions({
    queryKey: ['tasks', 'processes', box],
    queryFn: () => answer(client.GET('/tasks/processes', { params: { query: { box } } })),
  });

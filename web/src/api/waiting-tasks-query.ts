import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export interface WaitingTasksWanted {
  element?: string;
  person?: string;
  page: number;
}

export const waitingTasksQuery = (process: string, wanted: WaitingTasksWanted) =>
  queryOptions({
    queryKey: ['waiting', process, wanted],
    queryFn: () => answer(client.GET('/processes/{id}/waiting/tasks', { params: { path: { id: process }, query: wanted } })),
  });

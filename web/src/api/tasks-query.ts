import { queryOptions } from '@tanstack/react-query';
import { answer, apiBase, client, type Schemas } from './client';

export interface TasksNarrowed {
  q?: string;
  process?: string;
  starter?: string;
  state?: string;
  from?: string;
  to?: string;
}
export interface TasksAsked extends TasksNarrowed {
  box: Schemas['TaskBox'];
}

export const tasksQuery = (asked: TasksAsked, page: number, size = 20) =>
  queryOptions({
    queryKey: ['tasks', asked, page, size],
    queryFn: () => answer(client.GET('/tasks', { params: { query: { ...asked, state: asked.state as Schemas['BoxState'] | undefined, page, size } } })),
  });

// Where the browser takes the same rows along as a table.
export function tasksExportAddress(asked: TasksAsked, language: 'zh' | 'en'): string {
  const query = new URLSearchParams(Object.entries({ ...asked, language }).filter(([, value]) => value));
  return `${apiBase}/tasks/export.csv?${query.toString()}`;
}

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const versionsQuery = (process: string) =>
  queryOptions({
    queryKey: ['versions', process],
    queryFn: () => answer(client.GET('/processes/{id}/versions', { params: { path: { id: process } } })),
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const metricQuery = (id: string, record?: string) =>
  queryOptions({
    queryKey: ['metric', id, record],
    queryFn: () => answer(client.GET('/metrics/{id}', { params: { path: { id }, query: { record } } })),
  });

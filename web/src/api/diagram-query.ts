import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const diagramQuery = (key: string) =>
  queryOptions({
    queryKey: ['diagram', key],
    queryFn: () => answer(client.GET('/instances/{key}/diagram', { params: { path: { key } } })),
  });

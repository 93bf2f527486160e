import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const workbenchQuery = () =>
  queryOptions({
    queryKey: ['workbench'],
    queryFn: () => answer(client.GET('/workbench')),
  });

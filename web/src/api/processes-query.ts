import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const processesQuery = () =>
  queryOptions({
    queryKey: ['processes'],
    queryFn: () => answer(client.GET('/processes')),
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const healthQuery = () =>
  queryOptions({
    queryKey: ['health'],
    queryFn: () => answer(client.GET('/health')),
  });

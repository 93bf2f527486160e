import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// What a new process may be made of.
export const processGroundsQuery = () =>
  queryOptions({
    queryKey: ['process-grounds'],
    queryFn: () => answer(client.GET('/design/grounds')),
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const deputiesQuery = () =>
  queryOptions({
    queryKey: ['deputies'],
    queryFn: () => answer(client.GET('/deputies')),
  });

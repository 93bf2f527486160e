import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const organisationQuery = () =>
  queryOptions({
    queryKey: ['organisation'],
    queryFn: () => answer(client.GET('/organisation')),
    staleTime: 300_000,
  });

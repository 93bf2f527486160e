import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const ownedProcessesQuery = () =>
  queryOptions({
    queryKey: ['waiting'],
    queryFn: () => answer(client.GET('/owned-processes')),
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// All that a person has to hand over.
export const leavingQuery = (id: string) =>
  queryOptions({
    queryKey: ['leaving', id],
    queryFn: () => answer(client.GET('/people/{id}/leaving', { params: { path: { id } } })),
    staleTime: 0,
  });

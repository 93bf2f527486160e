import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const proposalsQuery = () => queryOptions({ queryKey: ['waiting', 'proposals'], queryFn: () => answer(client.GET('/proposals')) });

// What its publisher looks at stays as it was handed in while he does.
export const proposalQuery = (process: string, person: string) =>
  queryOptions({
    queryKey: ['waiting', 'proposals', process, person],
    queryFn: () => answer(client.GET('/processes/{id}/proposals/{person}', { params: { path: { id: process, person } } })),
    retry: false,
  });

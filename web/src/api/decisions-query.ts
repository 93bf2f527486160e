import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const decisionsQuery = () =>
  queryOptions({ queryKey: ['decisions'], queryFn: () => answer(client.GET('/rules/decisions')) });

export const writtenDecisionQuery = (id: string) =>
  queryOptions({
    queryKey: ['decisions', id],
    queryFn: () => answer(client.GET('/rules/decisions/{id}', { params: { path: { id } } })),
  });

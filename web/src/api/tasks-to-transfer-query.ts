import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// What a bulk transfer of a person's tasks would take along; what stays may depend on who takes them.
export const tasksToTransferQuery = (person: string, to: string | null) =>
  queryOptions({
    queryKey: ['tasks-to-transfer', person, to],
    queryFn: () => answer(client.GET('/people/{id}/transfer', { params: { path: { id: person }, query: { to: to ?? undefined } } })),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

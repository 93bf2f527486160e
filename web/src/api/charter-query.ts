import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const charterQuery = (pack: string) =>
  queryOptions({
    queryKey: ['charter', pack],
    queryFn: () => answer(client.GET('/charters/{pack}', { params: { path: { pack } } })),
    staleTime: 300_000,
  });

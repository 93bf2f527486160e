import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const outsideQuery = (token: string, code: string) =>
  queryOptions({
    queryKey: ['outside', token, code],
    queryFn: () =>
      answer(client.GET('/outside/{token}', { params: { path: { token }, query: { code: code || undefined } } })),
    retry: false,
    staleTime: Infinity,
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// What the caller may begin, as far as its titles have the words.
export const processesQuery = (words = '') =>
  queryOptions({
    queryKey: ['processes', words],
    queryFn: () => answer(client.GET('/processes', { params: { query: { q: words || undefined } } })),
  });

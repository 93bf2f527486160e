import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// Records of every type that hold the words.
export const searchQuery = (words: string) =>
  queryOptions({
    queryKey: ['search', words],
    queryFn: () => answer(client.GET('/search', { params: { query: { q: words } } })),
  });

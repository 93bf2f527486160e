import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const phrasesQuery = () =>
  queryOptions({
    queryKey: ['phrases'],
    queryFn: () => answer(client.GET('/phrases')),
  });

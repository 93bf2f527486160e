import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export type LetterBox = 'received' | 'sent';

export const lettersQuery = (box: LetterBox, page: number) =>
  queryOptions({
    queryKey: ['letters', box, page],
    queryFn: () => answer(client.GET('/letters', { params: { query: { box, page } } })),
  });

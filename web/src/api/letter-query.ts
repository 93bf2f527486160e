import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const letterQuery = (id: string) =>
  queryOptions({ queryKey: ['letter', id], queryFn: () => answer(client.GET('/letters/{id}', { params: { path: { id } } })) });

import { answer, client } from './client';

export const closePosition = (id: string, from?: string) =>
  answer(client.DELETE('/organisation/positions/{id}', { params: { path: { id }, query: { from } } }));

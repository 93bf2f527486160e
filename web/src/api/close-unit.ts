import { answer, client } from './client';

export const closeUnit = (id: string, from?: string) =>
  answer(client.DELETE('/organisation/units/{id}', { params: { path: { id }, query: { from } } }));

import { answer, client } from './client';

export function revokeOutsideLink(id: string) {
  return answer(client.DELETE('/outside-links/{id}', { params: { path: { id } } }));
}

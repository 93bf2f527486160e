import { answer, client } from './client';

export function endDeputy(id: string) {
  return answer(client.DELETE('/deputies/{id}', { params: { path: { id } } }));
}

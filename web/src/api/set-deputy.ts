import { answer, client } from './client';

export function setDeputy(body: { position?: string; deputy: string; from?: string; until?: string; reason?: string }) {
  return answer(client.POST('/deputies', { body }));
}

import { answer, client } from './client';

export function signOut() {
  return answer(client.DELETE('/session'));
}

import { answer, client } from './client';

export function signIn(body: { username?: string; password: string; link?: string }) {
  return answer(client.POST('/session', { body }));
}

import { answer, client } from './client';
import { drawFor } from './drawn-for';

export async function signIn(body: { username?: string; password: string; link?: string }) {
  const session = await answer(client.POST('/session', { body }));
  drawFor(session.person.id);
  return session;
}

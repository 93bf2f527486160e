import { answer, client } from './client';

export function changePassword(body: { old: string; new: string }) {
  return answer(client.PUT('/session/password', { body }));
}

import { answer, client } from './client';

export function signOutside(token: string, body: { name: string; image: string; hash: string; code?: string }) {
  return answer(client.POST('/outside/{token}/sign', { params: { path: { token } }, body }));
}

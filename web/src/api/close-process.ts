import { answer, client } from './client';

export function closeProcess(process: string, reason: string) {
  return answer(client.PUT('/processes/{id}/closing', { params: { path: { id: process } }, body: { reason } }));
}

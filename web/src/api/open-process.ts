import { answer, client } from './client';

export function openProcess(process: string) {
  return answer(client.DELETE('/processes/{id}/closing', { params: { path: { id: process } } }));
}

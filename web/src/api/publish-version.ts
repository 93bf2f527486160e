import { answer, client } from './client';

export function publishVersion(process: string, publication: { xml: string; base_version: number; comment: string; proposal?: string; proposed_at?: string }) {
  return answer(client.POST('/processes/{id}/versions', { params: { path: { id: process } }, body: publication }));
}

import { answer, client } from './client';

export function dropStartDraft(process: string) {
  return answer(client.DELETE('/drafts/{process}', { params: { path: { process } } }));
}

import { answer, client } from './client';

export function saveStartDraft(process: string, values: Record<string, unknown>) {
  return answer(client.PUT('/drafts/{process}', { params: { path: { process } }, body: { values } }));
}

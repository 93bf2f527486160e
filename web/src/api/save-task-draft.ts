import { answer, client, type Schemas } from './client';

export function saveTaskDraft(key: string, body: Schemas['TaskDraftWrite']) {
  return answer(client.PUT('/tasks/{key}/draft', { params: { path: { key } }, body }));
}

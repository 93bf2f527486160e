import { answer, client } from './client';

export function dropTaskDraft(key: string) {
  return answer(client.DELETE('/tasks/{key}/draft', { params: { path: { key } } }));
}

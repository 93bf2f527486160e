import { answer, client } from './client';

export function dropModelDraft(process: string) {
  return answer(client.DELETE('/processes/{id}/model-draft', { params: { path: { id: process } } }));
}

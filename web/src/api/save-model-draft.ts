import { answer, client } from './client';

export function saveModelDraft(process: string, xml: string, version: number) {
  return answer(client.PUT('/processes/{id}/model-draft', { params: { path: { id: process } }, body: { xml, base_version: version } }));
}

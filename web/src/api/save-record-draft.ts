import { answer, client, type Schemas } from './client';

export function saveRecordDraft(type: string, body: Schemas['NewRecordWrite']) {
  return answer(client.PUT('/records/{type}/draft', { params: { path: { type } }, body }));
}

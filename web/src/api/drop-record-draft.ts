import { answer, client } from './client';

export function dropRecordDraft(type: string, parent?: string, link?: string) {
  return answer(client.DELETE('/records/{type}/draft', { params: { path: { type }, query: { parent, link } } }));
}

import { answer, client } from './client';

export function deleteRecord(type: string, id: string, version: number) {
  return answer(client.DELETE('/records/{type}/{id}', { params: { path: { type, id }, query: { version } } }));
}

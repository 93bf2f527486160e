import { actHeader, answer, client, type Schemas } from './client';

export function createRecord(type: string, body: Schemas['NewRecordWrite'], actKey: string) {
  return answer(client.POST('/records/{type}', { params: { path: { type }, ...actHeader(actKey) }, body }));
}

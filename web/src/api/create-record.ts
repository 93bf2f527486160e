import { actHeader, answer, client } from './client';

export function createRecord(type: string, values: Record<string, unknown>, actKey: string) {
  return answer(client.POST('/records/{type}', { params: { path: { type }, ...actHeader(actKey) }, body: { values } }));
}

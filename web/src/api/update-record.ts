import { actHeader, answer, client } from './client';

export function updateRecord(type: string, id: string, body: { version: number; values: Record<string, unknown> }, actKey: string) {
  return answer(client.PATCH('/records/{type}/{id}', { params: { path: { type, id }, ...actHeader(actKey) }, body }));
}

import { actHeader, answer, client } from './client';

export function transitionRecord(type: string, id: string, name: string, body: { version?: number; values?: Record<string, unknown> }, actKey: string) {
  return answer(client.POST('/records/{type}/{id}/transitions/{name}', { params: { path: { type, id, name }, ...actHeader(actKey) }, body }));
}

import { actHeader, answer, client } from './client';

export function commentRecord(type: string, id: string, text: string, actKey: string) {
  return answer(client.POST('/records/{type}/{id}/comments', { params: { path: { type, id }, ...actHeader(actKey) }, body: { text } }));
}

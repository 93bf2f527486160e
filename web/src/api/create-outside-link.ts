import { answer, client } from './client';

export function createOutsideLink(type: string, id: string, body: { purpose: 'view' | 'sign'; days: number; code?: string }) {
  return answer(client.POST('/records/{type}/{id}/outside-links', { params: { path: { type, id } }, body }));
}

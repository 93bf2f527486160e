import { answer, client } from './client';

export function createOutsideLink(type: string, id: string, body: { purpose: 'view' | 'sign'; days: number; recipient?: string; code?: string }) {
  return answer(client.POST('/records/{type}/{id}/outside-links', { params: { path: { type, id } }, body }));
}

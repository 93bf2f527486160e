import { answer, client } from './client';

export function restoreVersion(process: string, version: number) {
  return answer(client.POST('/processes/{id}/versions/{version}/restore', { params: { path: { id: process, version: String(version) } } }));
}

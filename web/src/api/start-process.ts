import { actHeader, answer, client } from './client';

export function startProcess(id: string, values: Record<string, unknown>, actKey: string) {
  return answer(client.POST('/processes/{id}/instances', { params: { path: { id }, ...actHeader(actKey) }, body: { values } }));
}

import { actHeader, answer, client, type Schemas } from './client';

export function actOnInstance(key: string, body: { act: Schemas['InstanceActName']; text?: string; target?: string; score?: number }, actKey: string) {
  return answer(client.POST('/instances/{key}/acts', { params: { path: { key }, ...actHeader(actKey) }, body }));
}

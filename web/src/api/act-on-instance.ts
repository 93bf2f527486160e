import { actHeader, answer, client, type Schemas } from './client';

export function actOnInstance(key: string, act: Schemas['InstanceActName'], text: string | undefined, actKey: string) {
  return answer(client.POST('/instances/{key}/acts', { params: { path: { key }, ...actHeader(actKey) }, body: { act, text } }));
}

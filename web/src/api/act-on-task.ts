import { actHeader, answer, client, type Schemas } from './client';

export function actOnTask(key: string, act: Schemas['TaskAct'], actKey: string) {
  return answer(client.POST('/tasks/{key}/acts', { params: { path: { key }, ...actHeader(actKey) }, body: act }));
}

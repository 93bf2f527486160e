import { actHeader, answer, client, type Schemas } from './client';

interface InstanceAct {
  act: Schemas['InstanceActName'];
  text?: string;
  target?: string;
  score?: number;
  files?: string[];
  mentions?: string[];
  persons?: string[];
  mode?: 'replace' | 'add' | 'restore';
}

export function actOnInstance(key: string, body: InstanceAct, actKey: string) {
  return answer(client.POST('/instances/{key}/acts', { params: { path: { key }, ...actHeader(actKey) }, body }));
}

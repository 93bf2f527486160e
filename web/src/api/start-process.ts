import { actHeader, answer, client, type Schemas } from './client';

interface Start {
  values: Schemas['Values'];
  choices: Schemas['Choices'];
  again?: string;
  behalf?: string;
}

export function startProcess(id: string, body: Start, actKey: string) {
  return answer(client.POST('/processes/{id}/instances', { params: { path: { id }, ...actHeader(actKey) }, body }));
}

import { actHeader, answer, client, type Schemas } from './client';

export function startProcess(id: string, values: Schemas['Values'], choices: Schemas['Choices'], actKey: string) {
  return answer(client.POST('/processes/{id}/instances', { params: { path: { id }, ...actHeader(actKey) }, body: { values, choices } }));
}

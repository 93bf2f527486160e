import { answer, client, type Schemas } from './client';

export function pathOfProcess(process: string, values: Schemas['Values'], choices: Schemas['Choices'], behalf?: string) {
  return answer(client.POST('/processes/{id}/path', { params: { path: { id: process } }, body: { values, choices, behalf } }));
}

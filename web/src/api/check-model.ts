import { answer, client } from './client';

export function checkModel(process: string, xml: string) {
  return answer(client.POST('/processes/models/check', { body: { process, xml } }));
}

import { answer, client, type Schemas } from './client';

export function setDeputy(body: {
  person?: string;
  position?: string;
  deputy: string;
  from?: string;
  until?: string;
  reason?: string;
  mode?: Schemas['Deputy']['mode'];
  scope?: string[];
}) {
  return answer(client.POST('/deputies', { body }));
}

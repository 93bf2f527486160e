import { answer, client, type Schemas } from './client';

export function pathOfForm(subject: Schemas['FormSubject'], values: Schemas['Values']) {
  return answer(client.POST('/forms/path', { body: { subject, values } }));
}

import { answer, client, type Schemas } from './client';

export function evaluateForm(subject: Schemas['FormSubject'], values: Record<string, unknown>, typed: string[]) {
  return answer(client.POST('/forms/evaluate', { body: { subject, values, typed } }));
}

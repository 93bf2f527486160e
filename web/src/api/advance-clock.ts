import { answer, client } from './client';

export function advanceClock(by: string) {
  return answer(client.POST('/clock/advance', { body: { by } }));
}

import { answer, client } from './client';

export function forgetSignature() {
  return answer(client.DELETE('/signature'));
}

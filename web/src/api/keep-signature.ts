import { answer, client } from './client';

export function keepSignature(image: string) {
  return answer(client.PUT('/signature', { body: { image } }));
}

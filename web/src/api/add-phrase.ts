import { answer, client } from './client';

export function addPhrase(text: string) {
  return answer(client.POST('/phrases', { body: { text } }));
}

import { answer, client } from './client';

export function dropPhrase(key: string) {
  return answer(client.DELETE('/phrases/{key}', { params: { path: { key } } }));
}

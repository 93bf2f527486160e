import { answer, client } from './client';

export const acknowledgeLetter = (id: string, words: string) =>
  answer(client.POST('/letters/{id}/acknowledge', { params: { path: { id } }, body: { words } }));

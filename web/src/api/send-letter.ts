import { actHeader, answer, client, type Schemas } from './client';

export const sendLetter = (body: Schemas['NewLetter'], key: string) =>
  answer(client.POST('/letters', { params: actHeader(key), body }));

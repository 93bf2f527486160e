import { answer, client } from './client';

// Somebody's account, made when there is none, and the link by which he sets his password.
export const giveAccount = (id: string, username?: string) =>
  answer(client.POST('/people/{id}/account', { params: { path: { id } }, body: { username } }));

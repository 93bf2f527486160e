import { answer, client } from './client';

export const skipForSubscriber = (id: string, position: number) =>
  answer(client.POST('/subscribers/{id}/skip', { params: { path: { id } }, body: { position } }));

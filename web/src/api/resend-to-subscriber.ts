import { answer, client } from './client';

export const resendToSubscriber = (id: string, position: number) =>
  answer(client.POST('/subscribers/{id}/resend', { params: { path: { id } }, body: { position } }));

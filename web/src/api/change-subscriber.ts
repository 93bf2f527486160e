import { answer, client, type Schemas } from './client';

export const changeSubscriber = (id: string, body: Schemas['SubscriberChange']) =>
  answer(client.PUT('/subscribers/{id}', { params: { path: { id } }, body }));

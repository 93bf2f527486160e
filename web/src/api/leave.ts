import { answer, client, type Schemas } from './client';

// Somebody leaves; everything he holds goes to others in one act.
export const leave = (id: string, body: Schemas['HandOver']) =>
  answer(client.POST('/people/{id}/leave', { params: { path: { id } }, body }));

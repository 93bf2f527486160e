import { answer, client, type Schemas } from './client';

// Chosen tasks of a person go to another.
export const transferTasks = (person: string, body: Schemas['TransferOfTasks']) =>
  answer(client.POST('/people/{id}/transfer', { params: { path: { id: person } }, body }));

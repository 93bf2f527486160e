import { answer, client, type Schemas } from './client';

export const addPerson = (body: Schemas['NewPerson']) => answer(client.POST('/people', { body }));

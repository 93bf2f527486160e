import { answer, client } from './client';

// What was planned for the person's leaving is not.
export const stay = (id: string) => answer(client.DELETE('/people/{id}/leave', { params: { path: { id } } }));

import { answer, client } from './client';

export const endArea = (id: string) => answer(client.DELETE('/organisation/areas/{id}', { params: { path: { id } } }));

import { answer, client } from './client';

export const removeSubscriber = (id: string) => answer(client.DELETE('/subscribers/{id}', { params: { path: { id } } }));

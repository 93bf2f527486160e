import { answer, client } from './client';

// A call that stands for nothing.
export const trySubscriber = (id: string) => answer(client.POST('/subscribers/{id}/trial', { params: { path: { id } } }));

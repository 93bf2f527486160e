import { answer, client } from './client';

export const resumeSubscriber = (id: string) => answer(client.POST('/subscribers/{id}/resume', { params: { path: { id } } }));

import { answer, client } from './client';

export const retryMessage = (id: string) => answer(client.POST('/delivery/messages/{id}/retry', { params: { path: { id } } }));

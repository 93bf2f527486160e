import { answer, client } from './client';

// `isUsed`: goes though processes name it.
export const removeSubscriber = (id: string, isUsed: boolean) =>
  answer(client.DELETE('/subscribers/{id}', { params: { path: { id }, query: isUsed ? { in_use: 'remove' } : {} } }));

import { answer, client } from './client';

// A message to oneself.
export const tryDelivery = (channel: string) => answer(client.POST('/delivery/trial', { body: { channel } }));

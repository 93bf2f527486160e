import { answer, client, type Schemas } from './client';

export const addSubscriber = (body: Schemas['NewSubscriber']) => answer(client.POST('/subscribers', { body }));

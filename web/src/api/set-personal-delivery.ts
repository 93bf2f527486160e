import { answer, client, type Schemas } from './client';

export const setPersonalDelivery = (body: { muted: Schemas['Channels']; quiet?: Schemas['QuietHours'] }) =>
  answer(client.PUT('/delivery/mine', { body }));

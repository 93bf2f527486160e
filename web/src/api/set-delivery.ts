import { answer, client, type Schemas } from './client';

export const setDelivery = (body: Schemas['DeliveryChange']) => answer(client.PUT('/delivery', { body }));

import { answer, client, type Schemas } from './client';

export const giveArea = (body: Schemas['AreaChange']) => answer(client.POST('/organisation/areas', { body }));

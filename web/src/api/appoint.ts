import { answer, client, type Schemas } from './client';

export const appoint = (body: Schemas['Appointment']) => answer(client.POST('/organisation/posts', { body }));

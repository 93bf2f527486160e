import { answer, client, type Schemas } from './client';

export const release = (body: Schemas['Release']) => answer(client.POST('/organisation/posts/end', { body }));

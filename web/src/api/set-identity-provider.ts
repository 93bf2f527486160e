import { answer, client, type Schemas } from './client';

export const setIdentityProvider = (body: Schemas['IdentityProviderChange']) => answer(client.PUT('/identity-provider', { body }));

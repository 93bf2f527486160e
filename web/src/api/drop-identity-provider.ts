import { answer, client } from './client';

export const dropIdentityProvider = () => answer(client.DELETE('/identity-provider'));

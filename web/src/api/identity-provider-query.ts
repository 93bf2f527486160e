import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// How people sign in without a password of ours.
export const identityProviderQuery = () =>
  queryOptions({ queryKey: ['identity-provider'], queryFn: () => answer(client.GET('/identity-provider')) });

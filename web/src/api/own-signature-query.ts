import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const ownSignatureQuery = () =>
  queryOptions({
    queryKey: ['signature'],
    queryFn: () => answer(client.GET('/signature')),
  });

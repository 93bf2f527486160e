import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const personalDeliveryQuery = () =>
  queryOptions({ queryKey: ['personal-delivery'], queryFn: () => answer(client.GET('/delivery/mine')) });

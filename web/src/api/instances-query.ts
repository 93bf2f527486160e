import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from './client';

export interface InstancesWanted {
  scope: 'mine' | 'all';
  state?: Schemas['InstanceFilter'];
  q?: string;
  page: number;
}

export const instancesQuery = (wanted: InstancesWanted) =>
  queryOptions({
    queryKey: ['instances', wanted],
    queryFn: () => answer(client.GET('/instances', { params: { query: { ...wanted, size: 20 } } })),
  });

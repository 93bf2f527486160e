import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// Other systems that are told what happens. What waits for them changes with every act.
export const subscribersQuery = () =>
  queryOptions({ queryKey: ['subscribers'], queryFn: () => answer(client.GET('/subscribers')), refetchInterval: 5_000 });

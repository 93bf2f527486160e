import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const dutyComplianceQuery = (months: number) =>
  queryOptions({
    queryKey: ['duties', 'compliance', months],
    queryFn: () => answer(client.GET('/duties/compliance', { params: { query: { months } } })),
  });

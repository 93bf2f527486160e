import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const recordTimelineQuery = (type: string, id: string) =>
  queryOptions({
    queryKey: ['record', type, id, 'timeline'],
    queryFn: () => answer(client.GET('/records/{type}/{id}/timeline', { params: { path: { type, id } } })),
  });

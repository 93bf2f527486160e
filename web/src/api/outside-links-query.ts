import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const outsideLinksQuery = (type: string, id: string) =>
  queryOptions({
    queryKey: ['record', type, id, 'links'],
    queryFn: () => answer(client.GET('/records/{type}/{id}/outside-links', { params: { path: { type, id } } })),
  });

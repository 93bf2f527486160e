import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// The version that starts (0: as it was begun), with what the caller has drawn of the next one.
export const modelQuery = (process: string) =>
  queryOptions({
    queryKey: ['model', process],
    staleTime: 0,
    queryFn: async () => {
      const path = { id: process };
      const { items } = await answer(client.GET('/processes/{id}/versions', { params: { path } }));
      const version = String(items[0]?.version ?? 0);
      const [model, context, { draft, proposal, returned }] = await Promise.all([
        answer(client.GET('/processes/{id}/versions/{version}/model', { params: { path: { ...path, version } } })),
        answer(client.GET('/processes/{id}/model-context', { params: { path } })),
        answer(client.GET('/processes/{id}/model-draft', { params: { path } })),
      ]);
      return { model, context, draft, proposal, returned };
    },
  });

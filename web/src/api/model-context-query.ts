import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// What the settings of its steps may name.
export const modelContextQuery = (process: string) =>
  queryOptions({
    queryKey: ['model-context', process],
    queryFn: () => answer(client.GET('/processes/{id}/model-context', { params: { path: { id: process } } })),
  });

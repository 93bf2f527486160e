import { answer, client } from './client';

export function readNotices(ids?: string[]) {
  return answer(client.POST('/notices/read', { body: { ids } }));
}

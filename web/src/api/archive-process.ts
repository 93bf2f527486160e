import { answer, client, type Schemas } from './client';

export function archiveProcess(process: string, choice: Schemas['ArchiveChoice']) {
  return answer(client.PUT('/processes/{id}/archive', { params: { path: { id: process } }, body: choice }));
}

export function unarchiveProcess(process: string) {
  return answer(client.DELETE('/processes/{id}/archive', { params: { path: { id: process } } }));
}

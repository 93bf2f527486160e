import { answer, client } from './client';

// What a model that is not published yet does differently from a version.
export function compareModel(process: string, version: number, xml: string) {
  return answer(
    client.POST('/processes/{id}/versions/{version}/differences', { params: { path: { id: process, version: String(version) } }, body: { xml } }),
  );
}

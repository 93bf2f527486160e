import { answer, client } from './client';

export const proposeVersion = (process: string, proposed: { xml: string; base_version: number; comment: string }) =>
  answer(client.PUT('/processes/{id}/proposal', { params: { path: { id: process } }, body: proposed }));

import { answer, client } from './client';

export const returnProposal = (process: string, person: string, returned: { at: string; reason: string }) =>
  answer(client.POST('/processes/{id}/proposals/{person}/return', { params: { path: { id: process, person } }, body: returned }));

import { answer, client } from './client';

export const takeProposalBack = (process: string) => answer(client.DELETE('/processes/{id}/proposal', { params: { path: { id: process } } }));

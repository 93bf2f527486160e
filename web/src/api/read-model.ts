import { answer, client } from './client';

// The decisions of a DMN file, which is not stored.
export const readModel = (dmn: string) => answer(client.POST('/rules/models', { body: { dmn } }));

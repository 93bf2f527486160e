import { answer, client } from './client';

// A new process of a pack, to be drawn; nobody can start it before it is published.
export const beginProcess = (pack: string, xml: string) => answer(client.POST('/design/processes', { body: { pack, xml } }));

import { answer, client } from './client';

// Away with a process that was never published.
export const forgetProcess = (id: string) => answer(client.DELETE('/design/processes/{id}', { params: { path: { id } } }));

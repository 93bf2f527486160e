import { answer, client } from './client';

// People from a CSV file: `preview` stores nothing.
export const importPeople = (csv: string, mode: 'preview' | 'apply') =>
  answer(
    client.POST('/people/import', {
      params: { query: { mode } },
      body: csv,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': 'text/csv' },
    }),
  );

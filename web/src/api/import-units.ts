import { answer, client } from './client';

// Units from a CSV file: `preview` stores nothing.
export const importUnits = (csv: string, mode: 'preview' | 'apply') =>
  answer(
    client.POST('/organisation/units/import', {
      params: { query: { mode } },
      body: csv,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': 'text/csv' },
    }),
  );

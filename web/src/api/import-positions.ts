import { answer, client } from './client';

// Positions from a CSV file: `preview` stores nothing.
export const importPositions = (csv: string, mode: 'preview' | 'apply') =>
  answer(
    client.POST('/organisation/positions/import', {
      params: { query: { mode } },
      body: csv,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': 'text/csv' },
    }),
  );

import { answer, client } from './client';

// A year of a calendar from a CSV file: `preview` stores nothing.
export const importCalendar = (csv: string, year: number, site: string | undefined, mode: 'preview' | 'apply') =>
  answer(
    client.POST('/calendar/import', {
      params: { query: { year, site, mode } },
      body: csv,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': 'text/csv' },
    }),
  );

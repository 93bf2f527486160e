import { actHeader, answer, apiBase, client, type Schemas } from './client';

const send = (type: string, csv: string, mode: 'preview' | 'apply', headers = {}) =>
  answer(
    client.POST('/records/{type}/import', {
      params: { path: { type }, query: { mode }, ...headers },
      body: csv,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': 'text/csv' },
    }),
  );

// Checks every line of a CSV file; nothing is stored.
export const previewImport = (type: string, csv: string): Promise<Schemas['Import']> => send(type, csv, 'preview');

// Creates a record for each line.
export const importRecords = (type: string, csv: string, key: string): Promise<Schemas['Import']> =>
  send(type, csv, 'apply', actHeader(key));

export function importTemplateAddress(type: string, language: 'zh' | 'en'): string {
  return `${apiBase}/records/${encodeURIComponent(type)}/import-template.csv?language=${language}`;
}

import { actHeader, answer, apiBase, client, type Schemas } from './client';

// The list of one record, by the link of its records.
export interface ImportedList {
  link: string;
  owner: string;
}

const send = (type: string, csv: string, mode: 'preview' | 'apply', list: ImportedList | undefined, headers = {}) =>
  answer(
    client.POST('/records/{type}/import', {
      params: { path: { type }, query: { mode, ...list }, ...headers },
      body: csv,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': 'text/csv' },
    }),
  );

// Checks every line of a CSV file; nothing is stored.
export const previewImport = (type: string, csv: string, list?: ImportedList): Promise<Schemas['Import']> => send(type, csv, 'preview', list);

// Creates a record for each line.
export const importRecords = (type: string, csv: string, key: string, list?: ImportedList): Promise<Schemas['Import']> =>
  send(type, csv, 'apply', list, actHeader(key));

export function importTemplateAddress(type: string, language: 'zh' | 'en', list?: ImportedList): string {
  const query = new URLSearchParams({ language, ...list });
  return `${apiBase}/records/${encodeURIComponent(type)}/import-template.csv?${query}`;
}

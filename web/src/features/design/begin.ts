import { writeSettings } from './tree/settings';
import { emptyModel } from './tree/write';
import { childOf } from './tree/xml';

export interface Beginning {
  id: string;
  name: string;
  english: string;
  pack: string;
  record: string; // type of the record that its start form fills in
  starters: string;
}

export const isProcessId = (id: string) => /^[a-z][a-z0-9_]{0,59}$/.test(id);

// The model of a new process: it starts with the whole form of its record, and ends.
export function beginModel(beginning: Beginning, words: { start: string; end: string }): string {
  const xml = emptyModel(beginning.id, beginning.name, words);
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  writeSettings(childOf(document.documentElement, 'process')!, 'start', {
    'jw:record': beginning.record,
    'jw:starters': beginning.starters,
    'jw:start_fields': '*=edit',
    'jw:title_en': beginning.english,
    'jw:withdraw': 'running',
  });
  return new XMLSerializer().serializeToString(document);
}

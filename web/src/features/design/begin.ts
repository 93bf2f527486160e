import { writeSettings } from './tree/settings';
import { emptyModel } from './tree/write';
import { childOf } from './tree/xml';

export interface Beginning {
  id: string; // empty: one is made for it
  name: string;
  english: string;
  pack: string;
  record: string; // type of the record that its start form fills in
  starters: string;
}

export interface Pack<Text = unknown> {
  id: string;
  title: Text;
  records: { id: string; title: Text }[]; // its own and those of the packs it needs
}

export const isProcessId = (id: string) => /^[a-z][a-z0-9_]{0,59}$/.test(id);

// The id of a process nobody has named one for: its English name, or the type of its record. `number`: which of those that
// would be called the same.
export function usualId({ english, record }: Pick<Beginning, 'english' | 'record'>, number = 1): string {
  const words = english
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '');
  const base = words || (record && `${record}_flow`);
  return base && cut(base, number > 1 ? `_${number}` : '');
}

const cut = (base: string, end: string) => base.slice(0, 60 - end.length).replace(/_+$/, '') + end;

// The records that a process of the pack may be about, by the pack they come from: its own first.
export function recordsByPack<Text>(chosen: string, packs: Pack<Text>[]): Pack<Text>[] {
  const all = packs.find((each) => each.id === chosen)?.records ?? [];
  const isIn = (list: { id: string }[], id: string) => list.some((one) => one.id === id);
  // A pack that is needed offers a part of what the one that needs it offers.
  const ownOf = (pack: Pack<Text>) => {
    const needed = packs.filter((each) => each.records.length < pack.records.length && each.records.every(({ id }) => isIn(pack.records, id)));
    return pack.records.filter(({ id }) => !needed.some((each) => isIn(each.records, id)));
  };
  return [...packs]
    .sort((one, other) => Number(other.id === chosen) - Number(one.id === chosen))
    .map((pack) => ({ ...pack, records: ownOf(pack).filter(({ id }) => isIn(all, id)) }))
    .filter((pack) => pack.records.length > 0);
}

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

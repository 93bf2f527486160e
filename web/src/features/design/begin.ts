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

// What comes from the pack itself: a pack that is needed offers a part of what the one that needs it offers.
function ownOf<Text>(pack: Pack<Text>, packs: Pack<Text>[]) {
  const isIn = (list: { id: string }[], id: string) => list.some((one) => one.id === id);
  const needed = packs.filter((each) => each.records.length < pack.records.length && each.records.every(({ id }) => isIn(pack.records, id)));
  return pack.records.filter(({ id }) => !needed.some((each) => isIn(each.records, id)));
}

// The records of all packs, each with the pack it comes from.
export function allRecords<Text>(packs: Pack<Text>[]): { id: string; title: Text; pack: Pack<Text> }[] {
  return packs.flatMap((pack) => ownOf(pack, packs).map((record) => ({ ...record, pack })));
}

// The packs whose processes may be about the record: its own first.
export function packsFor<Text>(record: string, packs: Pack<Text>[]): Pack<Text>[] {
  const own = allRecords(packs).find((each) => each.id === record)?.pack;
  const others = packs.filter((each) => each !== own && each.records.some(({ id }) => id === record));
  return own ? [own, ...others] : [];
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

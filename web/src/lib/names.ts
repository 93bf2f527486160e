// What ids are called. The server answers the names of ids beside the values, by field.
import { type Label, type Language, pick } from './language';

export interface NamedId {
  id: string;
  title: Label;
  type?: string;
  // Of another matter: its number, how it stands, or that the reader may not read it.
  number?: string;
  status?: { id: string; title: Label };
  hidden?: boolean;
}

export type Names = Record<string, NamedId>;

export function namesOf(texts: Record<string, NamedId[]> | undefined): Names {
  const names: Names = {};
  for (const list of Object.values(texts ?? {})) for (const one of list) names[one.id] = one;
  return names;
}

export function nameOf(names: Names, id: string, language: Language): string {
  return pick(names[id]?.title, language) || id;
}

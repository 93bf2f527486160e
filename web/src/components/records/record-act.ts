import type { Schemas } from '@/api/client';
import { createRecord } from '@/api/create-record';
import { transitionRecord } from '@/api/transition-record';
import { updateRecord } from '@/api/update-record';

// What the form is for: a new record, a change, or what a transition asks first. A new record may be
// created on another one, which its field `link` will name.
export interface RecordAct {
  type: string;
  id?: string;
  parent?: string;
  link?: string;
  transition?: string;
}

export function send(act: RecordAct, version: number | undefined, values: Record<string, unknown>, key: string) {
  if (!act.id) return createRecord(act.type, { values, parent: act.parent, link: act.link }, key);
  if (act.transition) return transitionRecord(act.type, act.id, act.transition, { version, values }, key);
  return updateRecord(act.type, act.id, { version: version ?? 0, values }, key);
}

// What a new record is created on, which its pickers ask for.
export function ownerOf(act: RecordAct, type?: Schemas['RecordType']) {
  const made = act.link ?? type?.parent_field;
  const to = type?.fields.find((field) => field.id === made)?.to;
  return to && act.parent ? { type: to, id: act.parent } : undefined;
}

// A new record names what it was created on, though its form does not ask for it.
export function linksOf(act: RecordAct, type: Schemas['RecordType'] | undefined, shown: Record<string, unknown>) {
  if (act.id || !act.parent) return {};
  const links = [type?.parent_field, act.link].filter((field) => field !== undefined && shown[field] !== undefined);
  return Object.fromEntries(links.map((field) => [field, shown[field as string]]));
}

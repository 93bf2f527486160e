// Two people changed one record: what one of them typed meets what the other has stored.
import { hashKey } from '@tanstack/react-query';
import { editableValues, type FieldStates, type FormSchema, inputsOf } from './form-schema';
import { isEmpty, valueAt, type Values, withValueAt } from './path';

export interface Merged {
  // What stands in the form: what was typed, and whatever the other changed beside it.
  values: Values;
  // Fields that both changed, with the value that is stored now; the form holds what was typed.
  collisions: Record<string, unknown>;
}

// `read` is what the form began with, `mine` what stands in it, `theirs` what is stored now.
export function merge(schema: FormSchema, states: FieldStates, read: Values, mine: Values, theirs: Values): Merged {
  const sent = editableValues(schema, states, mine);
  const merged: Merged = { values: theirs, collisions: {} };
  for (const { path } of inputsOf(schema.components)) {
    const typed = valueAt(sent, path);
    if (typed === undefined || isSame(typed, valueAt(read, path))) continue;
    const stored = valueAt(theirs, path);
    merged.values = withValueAt(merged.values, path, typed);
    if (!isSame(stored, valueAt(read, path)) && !isSame(stored, typed)) merged.collisions[path] = stored ?? null;
  }
  return merged;
}

// A field that was never filled in and one that was emptied are the same.
export function isSame(one: unknown, other: unknown): boolean {
  return (isEmpty(one) && isEmpty(other)) || hashKey([one]) === hashKey([other]);
}

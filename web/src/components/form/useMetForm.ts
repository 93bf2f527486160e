import { useState } from 'react';
import type { Schemas } from '@/api/client';
import type { Missing } from '@/api/problem';
import type { Label } from '@/lib/language';
import type { Values } from '@/lib/path';
import { useFormState } from './useFormState';

export const changedMeanwhile = 'records.changed_meanwhile';

// What was begun before, and the fields of it that somebody else has changed since.
export interface Begun {
  values: Values;
  record_version?: number;
  both?: Missing[];
}

// A form whose record somebody else may store meanwhile. It is filled in from what was read when it opened: what is read
// later must not pass for it, or a change of somebody else would be overwritten unseen.
export function useMetForm(opened: Schemas['Form'], begun?: Begun) {
  const [form, setForm] = useState(opened);
  const [before, setBefore] = useState(begun?.record_version);
  const state = useFormState(form, begun?.values, begun?.both, opened);
  const undecided = Object.keys(state.collisions).length;

  function meet(stored: Schemas['Form'], said: Missing[]) {
    setBefore(form.version);
    state.meet(stored, said);
    setForm(stored);
  }

  return {
    ...state,
    form,
    meet,
    // How many fields that both changed are still to be chosen.
    undecided,
    // What is kept while a choice is open is kept as typed over the older record, so that the choice comes again.
    both: (): Schemas['Missing'][] => Object.entries(state.collisions).map(([field, { who }]) => ({ field, label: inBoth(), how: inBoth(who) })),
    keptVersion: undecided > 0 ? before : form.version,
  };
}

function inBoth(label: Label = {}) {
  return { zh: label.zh ?? '', en: label.en ?? '' };
}

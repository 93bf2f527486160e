import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Schemas } from '@/api/client';
import { evaluateForm } from '@/api/evaluate-form';
import { asProblem, type Missing } from '@/api/problem';
import { editableValues, type FieldStates, type FormSchema, withoutEmptyLists } from '@/lib/form-schema';
import { merge } from '@/lib/merge';
import { type Names, namesOf } from '@/lib/names';
import { type Values, withValueAt } from '@/lib/path';
import type { Collided } from './FormView';

const evaluateAfterMs = 350;

// A form being filled in: its values, and what the server says of its fields after each change. `both` names what the draft
// changes and somebody else has changed since; `read` is the form as it was read last: what is worked out in it is asked anew.
export function useFormState(form: Schemas['Form'], draft?: Values, both: Missing[] = [], read = form) {
  const schema = form.schema as FormSchema;
  const [values, setValues] = useState<Values>(() => withoutEmptyLists(schema, { ...form.values, ...draft }));
  const [states, setStates] = useState<FieldStates>(form.fields as FieldStates);
  const [missing, setMissing] = useState<Missing[]>([]);
  const [refused, setRefused] = useState<unknown>(null);
  const [changed, setChanged] = useState(draft !== undefined);
  const [collisions, setCollisions] = useState<Record<string, Collided>>(() => collisionsOf(both, form.values));
  const latest = useRef(0);
  // The fields that were filled in here; what was not follows its default, which may depend on them.
  const typed = useRef(new Set(filledIn(form.values, draft)));
  const evaluation = useMutation({ mutationFn: (now: Values) => evaluateForm(form.subject, now, [...typed.current]) });
  const evaluate = evaluation.mutateAsync;
  const [known, setKnown] = useState<Names>({});
  const names = useMemo(() => ({ ...known, ...namesOf(form.texts) }), [form.texts, known]);

  const change = useCallback((path: string, value: unknown) => {
    typed.current.add(path.split('.')[0]);
    setValues((before) => withValueAt(before, path, value));
    setMissing((before) => before.filter((one) => one.field !== path));
    setRefused(null);
    setChanged(true);
  }, []);

  // What was refused is told until the form changes, or the next act; each field tells what it lacks until it changes itself.
  function refuse(error: unknown, lacking = asProblem(error).missing) {
    setRefused(error);
    setMissing(lacking);
  }
  const forgive = useCallback(() => setRefused(null), []);

  // Somebody else stored the record meanwhile, and the caller begins from `stored` now: his changes come in, what was typed
  // stays, and what both changed is to be chosen. `said` tells of each field who changed it.
  function meet(stored: Schemas['Form'], said: Missing[]) {
    const now = stored.schema as FormSchema;
    const met = merge(now, stored.fields as FieldStates, form.values, values, stored.values);
    const found = Object.entries(met.collisions).map(([path, value]) => [path, { stored: value, who: said.find((one) => one.field === path)?.how }]);
    setValues(withoutEmptyLists(now, met.values));
    setStates(stored.fields as FieldStates);
    setCollisions(Object.fromEntries(found) as Record<string, Collided>);
    setKnown(names);
    setMissing([]);
    setChanged(true);
  }

  const decide = useCallback(
    (path: string, choice: 'stored' | 'typed') => {
      if (choice === 'stored') change(path, collisions[path].stored);
      setCollisions((before) => Object.fromEntries(Object.entries(before).filter(([other]) => other !== path)));
    },
    [change, collisions],
  );

  useEffect(() => {
    if (!changed && read === form) return;
    const turn = ++latest.current;
    const timer = setTimeout(() => {
      evaluate(editableValues(schema, states, values))
        .then((answer) => {
          if (turn !== latest.current) return;
          setStates(answer.fields as FieldStates);
          setKnown((before) => ({ ...before, ...namesOf(answer.texts) }));
          const follow = (resting = '') => setValues((before) => followed(before, answer.values, new Set([...typed.current, resting])));
          const held = focusedField();
          follow(held);
          // What is being typed in is let alone; left as it was, it follows, too.
          if (held in answer.values) document.addEventListener('focusout', () => setTimeout(() => turn === latest.current && follow()), { once: true });
        })
        .catch(() => {});
    }, evaluateAfterMs);
    return () => clearTimeout(timer);
    // A new answer about the fields must not ask again.
  }, [values, changed, read]);

  // Rows are stored for themselves: a list may have got what it lacked.
  const rows = JSON.stringify(read.children ?? {});
  const rowsBefore = useRef(rows);
  useEffect(() => {
    if (rows === rowsBefore.current) return;
    rowsBefore.current = rows;
    setRefused(null);
  }, [rows]);

  return {
    schema,
    values,
    states,
    names,
    missing,
    changed,
    change,
    collisions,
    decide,
    meet,
    refused,
    refuse,
    forgive,
    sendable: () => editableValues(schema, states, values),
  };
}

function collisionsOf(both: Missing[], stored: Values): Record<string, Collided> {
  return Object.fromEntries(both.flatMap(({ field, how }) => (field ? [[field, { stored: stored[field] ?? null, who: how }]] : [])));
}

// What a draft holds beside what the form begins with.
function filledIn(opened: Values, draft: Values = {}): string[] {
  return Object.keys(draft).filter((field) => !same(draft[field], opened[field]));
}

// The path of the field that the cursor is in: the end of its input's id (FormField).
function focusedField(): string {
  const id = document.activeElement?.id ?? '';
  return id.slice(id.lastIndexOf('-') + 1);
}

// The same object where nothing follows.
function followed(values: Values, defaults: Values, typed: Set<string>): Values {
  const fresh = Object.entries(defaults).filter(([field, value]) => !typed.has(field) && !same(values[field], value));
  return fresh.length > 0 ? { ...values, ...Object.fromEntries(fresh) } : values;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Schemas } from '@/api/client';
import { evaluateForm } from '@/api/evaluate-form';
import type { Missing } from '@/api/problem';
import { editableValues, type FieldStates, type FormSchema, withoutEmptyLists } from '@/lib/form-schema';
import { namesOf } from '@/lib/names';
import { type Values, withValueAt } from '@/lib/path';

const evaluateAfterMs = 350;

// A form being filled in: its values, and what the server says of its fields after each change.
export function useFormState(form: Schemas['Form'], draft?: Values) {
  const schema = form.schema as FormSchema;
  const [values, setValues] = useState<Values>(() => withoutEmptyLists(schema, { ...form.values, ...draft }));
  const [states, setStates] = useState<FieldStates>(form.fields as FieldStates);
  const [missing, setMissing] = useState<Missing[]>([]);
  const [changed, setChanged] = useState(draft !== undefined);
  const latest = useRef(0);
  const evaluation = useMutation({ mutationFn: (now: Values) => evaluateForm(form.subject, now) });
  const evaluate = evaluation.mutateAsync;
  const names = useMemo(() => namesOf(form.texts), [form.texts]);

  const change = useCallback((path: string, value: unknown) => {
    setValues((before) => withValueAt(before, path, value));
    setMissing((before) => before.filter((one) => one.field !== path));
    setChanged(true);
  }, []);

  useEffect(() => {
    if (!changed) return;
    const turn = ++latest.current;
    const timer = setTimeout(() => {
      evaluate(editableValues(schema, states, values))
        .then((answer) => turn === latest.current && setStates(answer.fields as FieldStates))
        .catch(() => {});
    }, evaluateAfterMs);
    return () => clearTimeout(timer);
    // A new answer about the fields must not ask again.
  }, [values, changed]);

  return {
    schema,
    values,
    states,
    names,
    missing,
    changed,
    change,
    setMissing,
    sendable: () => editableValues(schema, states, values),
  };
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '@/api/client';
import { asProblem, type Missing } from '@/api/problem';
import { recordFormQuery } from '@/api/record-form-query';
import { recordTypeQuery } from '@/api/record-type-query';
import { changedMeanwhile, useMetForm } from '../form/useMetForm';
import { useActKey } from '../useActKey';
import { linksOf, ownerOf, type RecordAct, send } from './record-act';
import { useRefresh } from './useRefresh';

// The form of an act on a record: what is filled in, how it is stored, and why it was refused. The pages are asked again
// after each act, but where the caller stores several records and does so once himself.
export function useRecordForm(act: RecordAct, opened: Schemas['Form'], onSaved?: (record: Schemas['RecordDetail']) => void) {
  const queries = useQueryClient();
  const type = useQuery(recordTypeQuery(act.type));
  const state = useMetForm(opened);
  const refresh = useRefresh();
  const key = useActKey();
  const [refused, setRefused] = useState<unknown>(null);
  const { form } = state;
  const save = useMutation({
    mutationFn: () => {
      const values = { ...linksOf(act, type.data, form.values), ...state.sendable() };
      return send(act, form.version, values, key.of(act, form.version, values));
    },
    onSettled: key.settle,
    onError: async (error) => {
      const { code, missing } = asProblem(error);
      if (act.id && code === changedMeanwhile) return meet(error, missing);
      setRefused(error);
      state.setMissing(missing);
    },
    onSuccess: async (record) => {
      if (!onSaved) return;
      await refresh();
      onSaved(record);
    },
  });

  async function meet(conflict: unknown, said: Missing[]) {
    try {
      state.meet(await queries.fetchQuery(recordFormQuery(act.type, act.id ?? '', act.transition)), said);
      setRefused(conflict);
    } catch (error) {
      setRefused(error);
    }
  }

  return { state, save, refused, forgive: () => setRefused(null), owner: ownerOf(act, type.data), ready: !type.isLoading };
}

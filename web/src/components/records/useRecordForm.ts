import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '@/api/client';
import { asProblem, type Missing } from '@/api/problem';
import { dropRecordDraft } from '@/api/drop-record-draft';
import { recordFormQuery } from '@/api/record-form-query';
import { recordTypeQuery } from '@/api/record-type-query';
import { saveRecordDraft } from '@/api/save-record-draft';
import { useKeptDraft } from '../form/useKeptDraft';
import { changedMeanwhile, useMetForm } from '../form/useMetForm';
import { useActKey } from '../useActKey';
import { linksOf, ownerOf, type RecordAct, send } from './record-act';
import { useRefresh } from './useRefresh';

// The form of an act on a record: what is filled in and how it is stored. A new record begins with
// what was kept of it. The pages are asked again after each act, but where the caller stores several records and does so
// once himself.
export function useRecordForm(act: RecordAct, opened: Schemas['Form'], onSaved?: (record: Schemas['RecordDetail']) => void) {
  const queries = useQueryClient();
  const type = useQuery(recordTypeQuery(act.type));
  const state = useMetForm(opened, act.id ? undefined : opened.draft);
  const refresh = useRefresh();
  const key = useActKey();
  const { form } = state;
  const values = () => ({ ...linksOf(act, type.data, form.values), ...state.sendable() });
  const save = useMutation({
    mutationFn: async () => {
      state.forgive();
      await kept.settled();
      const now = values();
      return send(act, form.version, now, key.of(act, form.version, now));
    },
    onSettled: key.settle,
    onError: async (error) => {
      const { code, missing } = asProblem(error);
      if (act.id && code === changedMeanwhile) return meet(error, missing);
      state.refuse(error);
    },
    onSuccess: async (record) => {
      kept.release();
      // An act that is answered again did not meet the draft that was kept in between.
      if (kept.savedAt) dropRecordDraft(act.type, act.parent, act.link).catch(() => {});
      if (!onSaved) return;
      await refresh();
      onSaved(record);
    },
  });

  const keeps = !act.id && opened.begins;
  const kept = useKeptDraft({
    parts: [state.values],
    pending: save.isPending,
    savedAt: opened.draft?.saved_at,
    save: keeps ? () => saveRecordDraft(act.type, { values: state.sendable(), parent: act.parent, link: act.link }) : null,
  });

  async function meet(conflict: unknown, said: Missing[]) {
    try {
      state.meet(await queries.fetchQuery(recordFormQuery(act.type, act.id ?? '', act.transition)), said);
      state.refuse(conflict, []);
    } catch (error) {
      state.refuse(error);
    }
  }

  return { state, save, kept, values, owner: ownerOf(act, type.data), ready: !type.isLoading };
}

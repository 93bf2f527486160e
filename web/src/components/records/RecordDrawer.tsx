import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Grid, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { createFormQuery } from '@/api/create-form-query';
import { createRecord } from '@/api/create-record';
import { asProblem, type Missing } from '@/api/problem';
import { recordFormQuery } from '@/api/record-form-query';
import { recordTypeQuery } from '@/api/record-type-query';
import { transitionRecord } from '@/api/transition-record';
import { updateRecord } from '@/api/update-record';
import { useLabel } from '@/lib/language';
import { Refusal } from '../feedback/Refusal';
import { FormView } from '../form/FormView';
import { keepEnter } from '../form/keepEnter';
import { useFormState } from '../form/useFormState';
import { Loaded } from '../Loaded';
import { useActKey } from '../useActKey';
import { useRefresh } from './useRefresh';

const changedMeanwhile = 'records.changed_meanwhile';

// What the form is for: a new record, a change, or what a transition asks first. A new record may be
// created on another one, which its field `link` will name.
export interface RecordAct {
  type: string;
  id?: string;
  parent?: string;
  link?: string;
  transition?: string;
}

interface DrawerProps {
  act: RecordAct | null;
  onClose: () => void;
  onDone?: (record: Schemas['RecordDetail']) => void;
}

// The form of a record beside the page it was called from.
export function RecordDrawer({ act, onClose, onDone }: DrawerProps) {
  const phone = !Grid.useBreakpoint().md;
  return (
    <Drawer open={act !== null} onClose={onClose} size={phone ? '100%' : 640} destroyOnHidden title={act && <Heading act={act} />}>
      {act && <Body key={JSON.stringify(act)} act={act} onClose={onClose} onDone={onDone} />}
    </Drawer>
  );
}

function useActForm(act: RecordAct) {
  const create = useQuery({ ...createFormQuery(act.type, act.parent, act.link), enabled: !act.id });
  const change = useQuery({ ...recordFormQuery(act.type, act.id ?? '', act.transition), enabled: Boolean(act.id) });
  return act.id ? change : create;
}

function Heading({ act }: { act: RecordAct }) {
  const { data } = useActForm(act);
  const text = useLabel();
  return <>{text(data?.title)}</>;
}

function Body({ act, onClose, onDone }: DrawerProps & { act: RecordAct }) {
  const query = useActForm(act);
  return <Loaded query={query}>{(form) => <Fill act={act} form={form} onClose={onClose} onDone={onDone} />}</Loaded>;
}

// The form is filled in from what was read when it opened: what is read later must not pass for it, or a change of somebody
// else would be overwritten unseen.
function Fill({ act, form: opened, onClose, onDone }: DrawerProps & { act: RecordAct; form: Schemas['Form'] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [form, setForm] = useState(opened);
  const { message } = App.useApp();
  const type = useQuery(recordTypeQuery(act.type));
  const state = useFormState(form);
  const refresh = useRefresh();
  const key = useActKey();
  const [refused, setRefused] = useState<unknown>(null);
  const top = useRef<HTMLFormElement>(null);
  const open = Object.keys(state.collisions).length;
  const save = useMutation({
    mutationFn: () => {
      const values = withLinks(state.sendable());
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
      void message.success(t('saved'));
      await refresh();
      onClose();
      onDone?.(record);
    },
  });

  // A refusal, or the first choice to be made, comes into sight.
  useEffect(() => {
    const choice = top.current?.querySelector('.jw-collision');
    if (refused) (choice ?? top.current)?.scrollIntoView({ block: choice ? 'center' : 'start', behavior: 'smooth' });
  }, [refused]);

  async function meet(conflict: unknown, said: Missing[]) {
    try {
      const stored = await queries.fetchQuery(recordFormQuery(act.type, act.id ?? '', act.transition));
      state.meet(stored, said);
      setForm(stored);
      setRefused(conflict);
    } catch (error) {
      setRefused(error);
    }
  }

  function owner() {
    const made = act.link ?? type.data?.parent_field;
    const to = type.data?.fields.find((field) => field.id === made)?.to;
    return to && act.parent ? { type: to, id: act.parent } : undefined;
  }

  // A new record names what it was created on, though its form does not ask for it.
  function withLinks(values: Record<string, unknown>) {
    if (act.id || !act.parent) return values;
    const links = [type.data?.parent_field, act.link].filter((field) => field !== undefined && form.values[field] !== undefined);
    return { ...Object.fromEntries(links.map((field) => [field, form.values[field as string]])), ...values };
  }

  return (
    <form
      ref={top}
      onKeyDown={keepEnter}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Refusal error={refused} onClose={() => setRefused(null)}>
        {asProblem(refused).code === changedMeanwhile && <p>{t(open > 0 ? 'form:collision.choose' : 'form:collision.joined', { count: open })}</p>}
      </Refusal>
      <FormView
        schema={state.schema}
        values={state.values}
        states={state.states}
        missing={state.missing}
        names={state.names}
        record={act.id ? { type: act.type, id: act.id } : undefined}
        owner={owner()}
        collisions={state.collisions}
        decide={state.decide}
        change={state.change}
      />
      <Space className="jw-drawer-acts">
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={type.isLoading || open > 0}>
          {t(act.transition ? 'confirm' : 'save')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </Space>
    </form>
  );
}

function send(act: RecordAct, version: number | undefined, values: Record<string, unknown>, key: string) {
  if (!act.id) return createRecord(act.type, values, key);
  if (act.transition) return transitionRecord(act.type, act.id, act.transition, { version, values }, key);
  return updateRecord(act.type, act.id, { version: version ?? 0, values }, key);
}

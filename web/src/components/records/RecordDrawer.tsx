import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Grid, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { createFormQuery } from '@/api/create-form-query';
import { dropRecordDraft } from '@/api/drop-record-draft';
import { recordFormQuery } from '@/api/record-form-query';
import { useLabel } from '@/lib/language';
import { DraftWord } from '../form/DraftWord';
import { FormView } from '../form/FormView';
import { keepEnter } from '../form/keepEnter';
import { MetRefusal } from '../form/MetRefusal';
import { Loaded } from '../Loaded';
import { BegunPath, NoProcess } from '../path/BegunPath';
import type { RecordAct } from './record-act';
import { useRecordForm } from './useRecordForm';

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

function Fill({ act, form, onClose, onDone }: DrawerProps & { act: RecordAct; form: Schemas['Form'] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { state, save, kept, values, owner, ready } = useRecordForm(act, form, (record) => {
    void message.success(t('saved'));
    onClose();
    onDone?.(record);
  });
  const discard = useMutation({
    mutationFn: async () => {
      kept.release();
      await kept.settled();
      await dropRecordDraft(act.type, act.parent, act.link);
    },
    onSettled: () => queries.resetQueries({ queryKey: createFormQuery(act.type, act.parent, act.link).queryKey }),
  });
  return (
    <form
      onKeyDown={keepEnter}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <MetRefusal error={state.refused} undecided={state.undecided} onClose={state.forgive} />
      <FormView
        schema={state.schema}
        values={state.values}
        states={state.states}
        missing={state.missing}
        names={state.names}
        isNew={!act.id}
        record={act.id ? { type: act.type, id: act.id } : undefined}
        owner={owner}
        collisions={state.collisions}
        decide={state.decide}
        change={state.change}
      />
      {form.begins && <BegunPath subject={form.subject} values={values()} />}
      {form.begins === false && !act.id && <NoProcess />}
      <Space wrap className="jw-drawer-acts">
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!ready || state.undecided > 0}>
          {t(act.transition ? 'confirm' : 'save')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <DraftWord savedAt={kept.savedAt} failed={kept.failed} />
        {kept.savedAt && (
          <Button type="link" danger loading={discard.isPending} onClick={() => discard.mutate()}>
            {t('form:draft.discard')}
          </Button>
        )}
      </Space>
    </form>
  );
}

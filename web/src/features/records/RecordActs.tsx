import { EditOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Popover, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { transitionRecord } from '@/api/transition-record';
import { ClauseTag } from '@/components/ClauseTag';
import { MissingThing } from '@/components/feedback/MissingThing';
import { Refusal } from '@/components/feedback/Refusal';
import type { RecordAct } from '@/components/records/record-act';
import { RecordDrawer } from '@/components/records/RecordDrawer';
import { useRefresh } from '@/components/records/useRefresh';
import { useActKey } from '@/components/useActKey';
import { useLabel } from '@/lib/language';

type Transition = Schemas['OfferedTransition'];

// What may be done with a record now. A transition that would be refused says what it lacks.
export function RecordActs({ record }: { record: Schemas['RecordDetail'] }) {
  const { t } = useTranslation('records');
  const { message } = App.useApp();
  const text = useLabel();
  const refresh = useRefresh();
  const key = useActKey();
  const [drawer, setDrawer] = useState<RecordAct | null>(null);
  const move = useMutation({
    mutationFn: (transition: Transition) =>
      transitionRecord(record.type, record.id, transition.id, { version: record.version }, key.of(transition.id, record.version)),
    onSettled: key.settle,
    onSuccess: (_, transition) => {
      void message.success(t('moved', { title: text(transition.title) }));
      void refresh();
    },
  });

  function choose(transition: Transition) {
    move.reset();
    // What begins a process is confirmed with who will be asked in sight.
    if (transition.has_form || transition.begins) setDrawer({ type: record.type, id: record.id, transition: transition.id });
    else move.mutate(transition);
  }

  if (record.transitions.length === 0 && !record.can.update) return null;
  // One button stands out: the first way on that is open.
  const next = record.transitions.find((one) => one.ready && one.tone !== 'danger');
  return (
    <>
      <Refusal error={move.error} onClose={() => move.reset()} />
      <Space wrap className="jw-instance-acts">
        {record.transitions.map((transition) => (
          <TransitionButton
            key={transition.id}
            transition={transition}
            isNext={transition === next}
            busy={move.isPending && move.variables.id === transition.id}
            onChosen={() => choose(transition)}
          />
        ))}
        {record.can.update && (
          <Button icon={<EditOutlined />} onClick={() => setDrawer({ type: record.type, id: record.id })}>
            {t('edit')}
          </Button>
        )}
      </Space>
      <RecordDrawer act={drawer} onClose={() => setDrawer(null)} />
    </>
  );
}

interface ButtonProps {
  transition: Transition;
  isNext: boolean;
  busy: boolean;
  onChosen: () => void;
}

function TransitionButton({ transition, isNext, busy, onChosen }: ButtonProps) {
  const { t } = useTranslation('records');
  const text = useLabel();
  const button = (
    <Button
      type={isNext ? 'primary' : 'default'}
      danger={transition.tone === 'danger'}
      loading={busy}
      className={transition.ready ? undefined : 'jw-not-ready'}
      onClick={onChosen}
    >
      {text(transition.title)}
    </Button>
  );
  if (transition.missing.length === 0) return button;
  return (
    <Popover
      title={
        <>
          {t('lacks')}
          {transition.clause && <ClauseTag ids={[transition.clause]} />}
        </>
      }
      content={
        <ul className="jw-missing">
          {transition.missing.map((missing) => (
            <MissingThing key={missing.field ?? missing.condition ?? missing.label.zh} missing={missing} />
          ))}
        </ul>
      }
    >
      {button}
    </Popover>
  );
}

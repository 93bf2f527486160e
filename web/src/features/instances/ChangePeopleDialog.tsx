import { useMutation } from '@tanstack/react-query';
import { App, Form, Modal, Radio, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnInstance } from '@/api/act-on-instance';
import type { Schemas } from '@/api/client';
import { Refusal } from '@/components/feedback/Refusal';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { OpinionInput } from '@/components/OpinionInput';
import { useRefresh } from '@/components/records/useRefresh';
import { useActKey } from '@/components/useActKey';
import { useJoin, useLabel } from '@/lib/language';

type Mode = 'replace' | 'add' | 'restore';

interface ChangePeopleDialogProps {
  instance: string;
  step: Schemas['StepAhead'];
  onClose: () => void;
}

// Other people for a step that has not begun, each way with what follows from it.
export function ChangePeopleDialog({ instance, step, onClose }: ChangePeopleDialogProps) {
  const { t } = useTranslation('instances');
  const { message } = App.useApp();
  const text = useLabel();
  const join = useJoin();
  const refresh = useRefresh();
  const key = useActKey();
  const [mode, setMode] = useState<Mode>('replace');
  const [persons, setPersons] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const modes: Mode[] = step.changed ? ['replace', 'add', 'restore'] : ['replace', 'add'];
  const act = useMutation({
    mutationFn: () => {
      const what = { act: 'people' as const, target: step.element, mode, text: reason.trim(), ...(mode !== 'restore' && { persons }) };
      return actOnInstance(instance, what, key.of(what));
    },
    onSettled: key.settle,
    onSuccess: () => {
      void message.success(t('ahead.did'));
      void refresh();
      onClose();
    },
  });
  const isComplete = reason.trim() !== '' && (mode === 'restore' || persons.length > 0);

  return (
    <Modal
      open
      title={t('ahead.changeOf', { step: text(step.title) })}
      okText={t('ahead.ok')}
      okButtonProps={{ disabled: !isComplete, loading: act.isPending }}
      onOk={() => act.mutate()}
      onCancel={onClose}
    >
      <Refusal error={act.error} onClose={() => act.reset()} />
      <p className="jw-soft">{t('ahead.now', { people: step.persons.length > 0 ? join(step.persons.map((person) => person.name)) : t('start:path.nobody') })}</p>
      <Form layout="vertical">
        <Radio.Group className="jw-choices" value={mode} aria-label={t('ahead.mode')} onChange={(event) => setMode(event.target.value as Mode)}>
          <Space direction="vertical">
            {modes.map((one) => (
              <Radio key={one} value={one}>
                <b>{t(`ahead.modes.${one}`)}</b>
                <div className="jw-soft">{t(`ahead.what.${one}`)}</div>
              </Radio>
            ))}
          </Space>
        </Radio.Group>
        {mode !== 'restore' && (
          <Form.Item label={t('ahead.people')} htmlFor="ahead-people" required>
            <PeoplePicker
              id="ahead-people"
              label={t('ahead.people')}
              many
              value={persons}
              onChange={(next) => setPersons((Array.isArray(next) ? next : []) as string[])}
            />
          </Form.Item>
        )}
        <Form.Item label={t('reason')} htmlFor="ahead-reason" required>
          <OpinionInput id="ahead-reason" opinion={reason} onOpinion={setReason} rows={2} rowsMax={6} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

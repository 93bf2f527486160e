import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Popconfirm, Radio, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addSubscriber } from '@/api/add-subscriber';
import { changeSubscriber } from '@/api/change-subscriber';
import type { Schemas } from '@/api/client';
import { deputiesQuery } from '@/api/deputies-query';
import { removeSubscriber } from '@/api/remove-subscriber';
import { Refusal } from '@/components/feedback/Refusal';
import { useLabel } from '@/lib/language';
import { kinds } from './kinds';
import { Uses } from './Uses';

interface DialogProps {
  subscriber?: Schemas['Subscriber']; // none: a new one
  onClose: () => void;
}

interface Draft {
  id: string;
  title: string;
  address: string;
  secret: string;
  scope: Schemas['SubscriberScope'];
  acts: string[];
  processes: string[];
  from: 'now' | 'beginning';
  isOn: boolean;
}

function draftOf(stored?: Schemas['Subscriber']): Draft {
  return {
    id: stored?.id ?? '',
    title: stored?.title ?? '',
    address: '',
    secret: '',
    scope: stored?.scope ?? 'named',
    acts: stored?.acts ?? [],
    processes: stored?.processes.map((one) => one.id) ?? [],
    from: 'now',
    isOn: stored?.state !== 'off',
  };
}

function save(draft: Draft, stored?: Schemas['Subscriber']): Promise<unknown> {
  const { id, title, address, secret, scope, acts, processes, from, isOn } = draft;
  const wanted = { title: title.trim(), scope, acts, processes };
  if (!stored) return addSubscriber({ id, ...wanted, address, secret, from });
  return changeSubscriber(stored.id, { ...wanted, address, secret, state: isOn ? 'on' : 'off' });
}

// Says first which processes still ask or tell it.
function RemoveButton({ subscriber, onRemove }: { subscriber: Schemas['Subscriber']; onRemove: (isUsed: boolean) => void }) {
  const { t } = useTranslation('subscribers');
  const isUsed = subscriber.used_by.length > 0;
  const asked = isUsed ? (
    <>
      <p>{t('usedAsk')}</p>
      <Uses subscriber={subscriber} />
    </>
  ) : undefined;
  return (
    <Popconfirm title={t('removeAsk')} description={asked} okText={t(isUsed ? 'removeUsed' : 'remove')} okButtonProps={{ danger: isUsed }} onConfirm={() => onRemove(isUsed)}>
      <Button danger>{t('remove')}</Button>
    </Popconfirm>
  );
}

// Registers a system, changes or removes it. Address and secret are shown to nobody again.
export function SubscriberDialog({ subscriber, onClose }: DialogProps) {
  const { t } = useTranslation('subscribers');
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(subscriber));
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const done = async () => {
    await queries.invalidateQueries({ queryKey: ['subscribers'] });
    onClose();
  };
  const change = useMutation({ mutationFn: (act: () => Promise<unknown>) => act(), onSuccess: done });
  const isComplete = draft.title.trim() !== '' && (subscriber !== undefined || (draft.id !== '' && draft.address !== '' && draft.secret !== ''));
  return (
    <Modal
      open
      title={subscriber ? t('editTitle', { title: subscriber.title }) : t('add')}
      onCancel={onClose}
      footer={[
        subscriber && (
          <RemoveButton key="remove" subscriber={subscriber} onRemove={(isUsed) => change.mutate(() => removeSubscriber(subscriber.id, isUsed))} />
        ),
        <Button
          key="save"
          type="primary"
          disabled={!isComplete}
          loading={change.isPending}
          onClick={() => change.mutate(() => save(draft, subscriber))}
        >
          {t('save')}
        </Button>,
      ]}
    >
      <Refusal error={change.error} onClose={() => change.reset()} />
      <Form layout="vertical">
        <Where draft={draft} stored={subscriber} onChange={set} />
        <What draft={draft} onChange={set} />
        {subscriber ? (
          <Form.Item label={t('field.isOn')} htmlFor="subscriber-on" extra={t('offHint')}>
            <Switch id="subscriber-on" checked={draft.isOn} onChange={(isOn) => set({ isOn })} />
          </Form.Item>
        ) : (
          <Form.Item label={t('field.from')} extra={t('fromHint')}>
            <Radio.Group
              value={draft.from}
              options={(['now', 'beginning'] as const).map((value) => ({ value, label: t(`from.${value}`) }))}
              onChange={(event) => set({ from: event.target.value as Draft['from'] })}
            />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

interface PartProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

function Where({ draft, stored, onChange }: PartProps & { stored?: Schemas['Subscriber'] }) {
  const { t } = useTranslation('subscribers');
  return (
    <>
      <Form.Item label={t('field.title')} htmlFor="subscriber-title" required>
        <Input id="subscriber-title" maxLength={50} value={draft.title} onChange={(event) => onChange({ title: event.target.value })} />
      </Form.Item>
      {!stored && (
        <Form.Item label={t('field.id')} htmlFor="subscriber-id" required extra={t('idHint')}>
          <Input id="subscriber-id" maxLength={40} placeholder="erp" value={draft.id} onChange={(event) => onChange({ id: event.target.value.trim() })} />
        </Form.Item>
      )}
      <Form.Item label={t('field.address')} htmlFor="subscriber-address" required={!stored} extra={t('addressHint')}>
        <Input
          id="subscriber-address"
          autoComplete="off"
          maxLength={1000}
          placeholder={stored?.address || 'https://'}
          value={draft.address}
          onChange={(event) => onChange({ address: event.target.value.trim() })}
        />
      </Form.Item>
      <Form.Item label={t('field.secret')} htmlFor="subscriber-secret" required={!stored} extra={t('secretHint')}>
        <Input.Password
          id="subscriber-secret"
          autoComplete="new-password"
          maxLength={1000}
          placeholder={stored?.has_secret ? t('kept') : undefined}
          value={draft.secret}
          onChange={(event) => onChange({ secret: event.target.value })}
        />
      </Form.Item>
    </>
  );
}

function What({ draft, onChange }: PartProps) {
  const { t } = useTranslation('subscribers');
  const label = useLabel();
  const processes = useQuery(deputiesQuery()).data?.processes ?? [];
  return (
    <>
      <Form.Item label={t('field.scope')} extra={t(`scopeHint.${draft.scope}`)}>
        <Radio.Group
          value={draft.scope}
          options={(['named', 'chosen', 'all'] as const).map((value) => ({ value, label: t(`scope.${value}`) }))}
          onChange={(event) => onChange({ scope: event.target.value as Draft['scope'] })}
        />
      </Form.Item>
      {draft.scope === 'chosen' && (
        <>
          <Form.Item label={t('field.acts')} htmlFor="subscriber-acts" extra={t('actsHint')}>
            <Select
              id="subscriber-acts"
              mode="tags"
              value={draft.acts}
              options={kinds.map((value) => ({ value, label: t(`kind.${value.replace('.', '_')}`) }))}
              onChange={(acts: string[]) => onChange({ acts })}
            />
          </Form.Item>
          <Form.Item label={t('field.processes')} htmlFor="subscriber-processes" extra={t('processesHint')}>
            <Select
              id="subscriber-processes"
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.processes}
              options={processes.map((one) => ({ value: one.id, label: label(one.title) }))}
              onChange={(chosen: string[]) => onChange({ processes: chosen })}
            />
          </Form.Item>
        </>
      )}
    </>
  );
}

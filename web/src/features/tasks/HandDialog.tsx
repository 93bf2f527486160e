import { useQueryClient } from '@tanstack/react-query';
import { Form, Grid, Modal, Radio, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { sessionQuery } from '@/api/session-query';
import { ctrlEnter } from '@/components/form/ctrlEnter';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { OpinionInput } from '@/components/OpinionInput';
import { needsReason } from './buttons';

export type Way = 'transfer' | 'delegate' | 'deputy' | 'add_signer';
type Relation = NonNullable<Schemas['TaskAct']['relation']>;
type Signers = NonNullable<Schemas['TaskAct']['signers']>;

interface HandDialogProps {
  task: Schemas['TaskDetail'];
  onClose: () => void;
  onAct: (act: Schemas['TaskAct']) => void;
  onDeputy: (person: string) => void;
}

// Everything that brings others in, side by side, each with what follows from it. Whoever points at a way goes on with the
// people at once; by the keyboard one goes on through the ways. Ctrl+Enter does the act.
export function HandDialog({ task, onClose, onAct, onDeputy }: HandDialogProps) {
  const { t } = useTranslation('tasks');
  const ways = waysOf(task);
  const [way, setWay] = useState<Way>(ways[0]);
  const [persons, setPersons] = useState<string[]>([]);
  const [relation, setRelation] = useState<Relation>('before');
  const [signers, setSigners] = useState<Signers>('all');
  const [words, setWords] = useState('');
  // The keyboard of a phone would hide the ways.
  const asksPeopleFirst = Grid.useBreakpoint().md !== false || ways.length === 1;
  const own = useQueryClient().getQueryData(sessionQuery().queryKey)?.person.id ?? '';
  const barred = { ...Object.fromEntries(seated(task).map((id) => [id, t('hand.barred.seated')])), [own]: t('hand.barred.own') };
  const points = useRef(false);
  const asksReason = way !== 'deputy' && needsReason(task, way);
  const complete = persons.length > 0 && (!asksReason || words.trim() !== '');

  useEffect(() => {
    if (points.current) focusPeople();
  }, [way]);

  function submit() {
    if (way === 'deputy') return onDeputy(persons[0]);
    const act = { act: way, persons, text: words.trim() || undefined };
    onAct(way === 'add_signer' ? { ...act, relation, signers } : act);
  }

  return (
    <Modal
      open
      title={t('hand.title')}
      okText={t(`hand.ok.${way}`)}
      okButtonProps={{ disabled: !complete, title: t('shortcut') }}
      afterOpenChange={(isOpen) => isOpen && asksPeopleFirst && focusPeople()}
      onOk={submit}
      onCancel={onClose}
    >
      <Form
        layout="vertical"
        onPointerDownCapture={() => {
          points.current = true;
        }}
        onKeyDownCapture={(event) => {
          points.current = false;
          ctrlEnter(submit, complete)(event);
        }}
      >
        <Radio.Group
          className="jw-gap"
          value={way}
          aria-label={t('hand.title')}
          onChange={(event) => {
            setWay(event.target.value as Way);
            setPersons([]);
          }}
        >
          <Space direction="vertical">
            {ways.map((one) => (
              <Radio key={one} value={one}>
                <b>{t(`hand.way.${one}`)}</b>
                <div className="jw-soft">{t(`hand.what.${one}`)}</div>
              </Radio>
            ))}
          </Space>
        </Radio.Group>
        {way === 'add_signer' && (
          <>
            <Choice label={t('hand.relation')} value={relation} options={['before', 'after', 'beside']} prefix="hand.relations" onChange={setRelation} />
            {relation !== 'beside' && (
              <Choice label={t('hand.signers')} value={signers} options={['all', 'any', 'one_by_one']} prefix="hand.signing" onChange={setSigners} />
            )}
          </>
        )}
        <Form.Item label={t('hand.people')} htmlFor="hand-people" required>
          <PeoplePicker
            id="hand-people"
            key={way}
            label={t('hand.people')}
            many={way === 'add_signer'}
            opens
            barred={way === 'deputy' ? { [own]: t('hand.barred.own') } : barred}
            value={persons}
            onChange={(next) => setPersons(next === null ? [] : ((Array.isArray(next) ? next : [next]) as string[]))}
          />
        </Form.Item>
        {way !== 'deputy' && (
          <Form.Item label={t('hand.words')} htmlFor="hand-words" required={asksReason}>
            <OpinionInput id="hand-words" opinion={words} onOpinion={setWords} rows={2} rowsMax={6} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

// Who sits at the step, and is not given a second seat there.
function seated(task: Schemas['TaskDetail']) {
  const sits = task.seats.filter((seat) => seat.state !== 'canceled');
  return sits.flatMap((seat) => [seat.person, seat.asked_by, ...(seat.candidates ?? [])].flatMap((person) => person?.id ?? []));
}

function focusPeople() {
  document.getElementById('hand-people')?.focus();
}

export function waysOf(task: Schemas['TaskDetail']): Way[] {
  const offered = (['transfer', 'delegate', 'add_signer'] as const).filter((way) => task.acts.includes(way));
  return offered.length === 0 ? [] : (['transfer', 'delegate', 'deputy', 'add_signer'] as const).filter((way) => way === 'deputy' || offered.includes(way));
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: T[];
  prefix: string;
  onChange: (next: T) => void;
}

function Choice<T extends string>({ label, value, options, prefix, onChange }: ChoiceProps<T>) {
  const { t } = useTranslation('tasks');
  return (
    <Form.Item label={label}>
      <Radio.Group
        value={value}
        aria-label={label}
        options={options.map((one) => ({ value: one, label: t(`${prefix}.${one}`) }))}
        onChange={(event) => onChange(event.target.value as T)}
      />
    </Form.Item>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, DatePicker, Form, Input, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { leave } from '@/api/leave';
import { leavingQuery } from '@/api/leaving-query';
import { stay } from '@/api/stay';
import { Refusal } from '@/components/feedback/Refusal';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { Loaded } from '@/components/Loaded';
import { useLabel } from '@/lib/language';
import { formatDay } from '@/lib/time';
import { handOver, keyOf, type Named, type Row, unnamedOf, withoutSuccessor } from './leaving';

// Somebody leaves: everything he holds is listed, and goes to others in one act.
export function LeaveWizard({ person, onClose }: { person: Schemas['Person']; onClose: () => void }) {
  const { t } = useTranslation('organisation');
  const query = useQuery(leavingQuery(person.id));
  return (
    <Modal open title={t('leave.of', { name: person.name })} footer={null} width={720} onCancel={onClose}>
      <Loaded query={query}>{(held) => <LeaveForm person={person} held={held} onClose={onClose} />}</Loaded>
    </Modal>
  );
}

interface LeaveFormProps {
  person: Schemas['Person'];
  held: Schemas['Leaving'];
  onClose: () => void;
}

function LeaveForm({ person, held, onClose }: LeaveFormProps) {
  const { t } = useTranslation('organisation');
  const queries = useQueryClient();
  const text = useLabel();
  const rows = useRows(held);
  const acknowledgements = held.acknowledgements.map((one) => ({ id: one.key, title: text(one.title) }));
  const ending = held.ending.map((one) => ({
    id: one.id,
    title: one.title,
    hint: joined(one.about, t('leave.ends', { type: text(one.type), act: text(one.act) })),
  }));
  const chosen = held.chosen.map((one) => ({
    id: `${one.instance}/${one.element}`,
    title: `${text(one.step)} · ${one.title}`,
    hint: one.field && t('leave.namedIn', { field: text(one.field) }),
  }));
  const [successor, setSuccessor] = useState<string | null>(null);
  const [named, setNamed] = useState<Named>({});
  const [reason, setReason] = useState('');
  const [day, setDay] = useState<Dayjs | null>(null);
  const left = withoutSuccessor(rows, successor, named).length;
  const isLacking = left > 0 || (day !== null && !successor);
  const act = useMutation({
    mutationFn: (request: () => Promise<unknown>) => request(),
    onSuccess: async () => {
      await queries.invalidateQueries({ predicate: ({ queryKey }) => ['organisation', 'leaving'].includes(String(queryKey[0])) });
      onClose();
    },
  });
  const handAll = () =>
    leave(person.id, { ...handOver(rows, named), reason: reason.trim(), successor: successor ?? undefined, at: day?.startOf('day').toISOString() });
  return (
    <Form layout="vertical" onFinish={() => act.mutate(handAll)}>
      <Refusal error={act.error} onClose={() => act.reset()} />
      {held.planned && <Planned planned={held.planned} isStopping={act.isPending} onStay={() => act.mutate(() => stay(person.id))} />}
      {rows.length === 0 && chosen.length === 0 && <Alert type="info" showIcon title={t('leave.nothing')} />}
      {(rows.length > 0 || chosen.length > 0 || day !== null) && (
        <Form.Item label={t('leave.successor')} htmlFor="leave-successor" extra={t('leave.successorHint')}>
          <PeoplePicker id="leave-successor" label={t('leave.successor')} value={successor} onChange={(next) => setSuccessor(next as string | null)} />
        </Form.Item>
      )}
      <ul className="jw-list jw-gap jw-held">
        {rows.map((row) => (
          <RowOfLeaver key={keyOf(row)} row={row} value={named[keyOf(row)]} onChange={(next) => setNamed({ ...named, [keyOf(row)]: next })} />
        ))}
      </ul>
      <Apart title={t('leave.chosen')} what={t('leave.follows')} rows={chosen} />
      <Apart title={t('leave.acknowledgements')} rows={acknowledgements} />
      <Apart title={t('leave.ending')} rows={ending} />
      <Form.Item label={t('field.reason')} htmlFor="leave-reason" required>
        <Input id="leave-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
      <Form.Item label={t('leave.day')} htmlFor="leave-day" extra={t('leave.dayHint')}>
        <DatePicker id="leave-day" className="jw-wide" placeholder={t('atOnce')} minDate={dayjs().add(1, 'day')} value={day} onChange={setDay} />
      </Form.Item>
      {left > 0 && <Alert className="jw-gap" type="warning" showIcon title={t('leave.left', { count: left })} />}
      <Button type="primary" danger htmlType="submit" loading={act.isPending} disabled={isLacking || reason.trim() === ''}>
        {t(day === null ? 'leave.do' : 'leave.plan')}
      </Button>
    </Form>
  );
}

interface PlannedProps {
  planned: NonNullable<Schemas['Leaving']['planned']>;
  isStopping: boolean;
  onStay: () => void;
}

// What was planned before; what is filled in here takes its place.
function Planned({ planned, isStopping, onStay }: PlannedProps) {
  const { t } = useTranslation('organisation');
  const words = { day: formatDay(planned.at), name: planned.by.name };
  return (
    <Alert
      className="jw-gap"
      type={planned.has_failed ? 'error' : 'warning'}
      showIcon
      title={t(planned.has_failed ? 'leave.failed' : 'leave.planned', words)}
      action={
        <Button size="small" loading={isStopping} onClick={onStay}>
          {t('leave.stay')}
        </Button>
      }
    />
  );
}

interface RowOfLeaverProps {
  row: Row;
  value: string | null | undefined;
  onChange: (next: string | null | undefined) => void;
}

// Who takes one thing over, or that nobody does for now.
function RowOfLeaver({ row, value, onChange }: RowOfLeaverProps) {
  const { t } = useTranslation('organisation');
  const what = joined(row.title, row.hint);
  const isLetter = row.list === 'letters' || row.list === 'sent_letters';
  return (
    <li className="jw-item jw-handed">
      <span className="jw-main">
        <span>{row.title}</span>
        <span className="jw-meta">{row.hint}</span>
      </span>
      {row.unnamed === 'taken_or_vacant' && (
        <Checkbox checked={value === null} aria-label={t(isLetter ? 'leave.nobodyOf' : 'leave.vacantOf', { what })} onChange={(event) => onChange(event.target.checked ? null : undefined)}>
          {t(isLetter ? 'leave.nobody' : 'leave.vacant')}
        </Checkbox>
      )}
      {value !== null && (
        <PeoplePicker label={t('leave.takes', { what })} value={value ?? null} onChange={(next) => onChange((next as string | null) ?? undefined)} />
      )}
    </li>
  );
}

// Nobody is named for these: who takes over everything follows him there, or they end with him.
function Apart({ title, what, rows }: { title: string; what?: string; rows: { id: string; title: string; hint?: string }[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h3 className="jw-held-title">{title}</h3>
      {what && <p className="jw-soft jw-small">{what}</p>}
      <ul className="jw-list jw-gap jw-held">
        {rows.map((one) => (
          <li key={one.id} className="jw-item">
            <span className="jw-main">
              <span>{one.title}</span>
              {one.hint && <span className="jw-meta">{one.hint}</span>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const joined = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' · ');

function useRows(held: Schemas['Leaving']): Row[] {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  return [
    ...held.tasks.map((one) => ({ list: 'tasks' as const, id: one.key, title: text(one.title), hint: t('leave.task'), unnamed: 'taken' as const })),
    ...held.positions.map((one) => ({
      list: 'positions' as const,
      id: one.id,
      title: text(one.title),
      hint: joined(t(one.holders.length > 0 ? 'leave.shared' : 'leave.position', { count: one.seats }), one.from && t('leave.from', { day: formatDay(one.from) })),
      unnamed: unnamedOf(one.needed, one.holders.length === 0),
    })),
    ...held.areas.map((one) => ({
      list: 'areas' as const,
      id: one.id,
      title: text(one.unit.title),
      hint: t('leave.area', { position: text(one.position.title) }),
      unnamed: 'taken' as const,
    })),
    ...held.deputies.map((one) => ({ list: 'deputies' as const, id: one.id, title: text(one.of), hint: t('leave.deputy'), unnamed: 'taken' as const })),
    ...held.duties.map((one) => ({ list: 'duties' as const, id: one.id, title: text(one.title), hint: t('leave.duty'), unnamed: 'taken' as const })),
    ...held.received_duties.map((one) => ({
      list: 'received_duties' as const,
      id: one.id,
      title: text(one.title),
      hint: one.needed ? t('leave.confirms') : t(one.sole ? 'leave.receives' : 'leave.receivesToo'),
      unnamed: unnamedOf(one.needed, one.sole),
    })),
    ...held.records.map((one) => ({
      list: 'records' as const,
      id: one.id,
      title: one.title,
      hint: joined(one.about, t('leave.record', { type: text(one.type), field: text(one.field) })),
      unnamed: 'taken' as const,
    })),
    ...held.letters.map((one) => ({ list: 'letters' as const, id: one.id, title: joined(one.number, one.title), hint: t('leave.letter'), unnamed: 'taken_or_vacant' as const })),
    ...held.sent_letters.map((one) => ({ list: 'sent_letters' as const, id: one.id, title: joined(one.number, one.title), hint: t('leave.sentLetter'), unnamed: 'taken_or_vacant' as const })),
    ...held.proposals.map((one) => ({ list: 'proposals' as const, id: one.id, title: text(one.title), hint: t('leave.proposal'), unnamed: 'taken_or_vacant' as const })),
  ];
}

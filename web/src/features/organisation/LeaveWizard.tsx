import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { leave } from '@/api/leave';
import { leavingQuery } from '@/api/leaving-query';
import { Refusal } from '@/components/feedback/Refusal';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { Loaded } from '@/components/Loaded';
import { useLabel } from '@/lib/language';

type List = 'tasks' | 'positions' | 'areas' | 'deputies' | 'duties' | 'received_duties' | 'records';
interface Row {
  list: List;
  id: string;
  title: string;
  hint: string;
  optional: boolean;
}

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
  const acknowledgements = held.acknowledgements.map((one) => ({ id: one.key, title: text(one.title), hint: t('leave.noMore') }));
  const ending = held.ending.map((one) => ({
    id: one.id,
    title: one.title,
    hint: joined(one.about, t('leave.ends', { type: text(one.type), act: text(one.act) })),
  }));
  const [successor, setSuccessor] = useState<string | null>(null);
  const [named, setNamed] = useState<Record<string, string | null>>({});
  const [reason, setReason] = useState('');
  const of = (row: Row) => named[`${row.list}/${row.id}`];
  const listed = (list: List) =>
    Object.fromEntries(rows.filter((row) => row.list === list && of(row)).map((row) => [row.id, of(row) as string]));
  const left = rows.filter((row) => !row.optional && !successor && !of(row)).length;
  const act = useMutation({
    mutationFn: () =>
      leave(person.id, {
        reason: reason.trim(),
        successor: successor ?? undefined,
        tasks: listed('tasks'),
        positions: listed('positions'),
        areas: listed('areas'),
        deputies: listed('deputies'),
        duties: listed('duties'),
        received_duties: listed('received_duties'),
        records: listed('records'),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['organisation'] });
      onClose();
    },
  });
  return (
    <Form layout="vertical" onFinish={() => act.mutate()}>
      <Refusal error={act.error} onClose={() => act.reset()} />
      {rows.length === 0 && <Alert type="info" showIcon title={t('leave.nothing')} />}
      {rows.length > 0 && (
        <Form.Item label={t('leave.successor')} htmlFor="leave-successor" extra={t('leave.successorHint')}>
          <PeoplePicker id="leave-successor" label={t('leave.successor')} value={successor} onChange={(next) => setSuccessor(next as string | null)} />
        </Form.Item>
      )}
      <ul className="jw-list jw-gap">
        {rows.map((row) => (
          <li key={`${row.list}/${row.id}`} className="jw-item jw-handed">
            <span className="jw-main">
              <span>{row.title}</span>
              <span className="jw-meta">{row.hint}</span>
            </span>
            <PeoplePicker
              label={t('leave.takes', { what: joined(row.title, row.hint) })}
              value={of(row) ?? null}
              onChange={(next) => setNamed({ ...named, [`${row.list}/${row.id}`]: next as string | null })}
            />
          </li>
        ))}
      </ul>
      <Ending title={t('leave.acknowledgements')} rows={acknowledgements} />
      <Ending title={t('leave.ending')} rows={ending} />
      <Form.Item label={t('field.reason')} htmlFor="leave-reason" required>
        <Input id="leave-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
      {left > 0 && <Alert className="jw-gap" type="warning" showIcon title={t('leave.left', { count: left })} />}
      <Button type="primary" danger htmlType="submit" loading={act.isPending} disabled={left > 0 || reason.trim() === ''}>
        {t('leave.do')}
      </Button>
    </Form>
  );
}

// Nobody takes these over: they are about the person who leaves, or were his alone to confirm.
function Ending({ title, rows }: { title: string; rows: { id: string; title: string; hint: string }[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h3 className="jw-meta">{title}</h3>
      <ul className="jw-list jw-gap">
        {rows.map((one) => (
          <li key={one.id} className="jw-item">
            <span className="jw-main">
              <span>{one.title}</span>
              <span className="jw-meta">{one.hint}</span>
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
    ...held.tasks.map((one) => ({ list: 'tasks' as const, id: one.key, title: text(one.title), hint: t('leave.task'), optional: false })),
    ...held.positions.map((one) => ({
      list: 'positions' as const,
      id: one.id,
      title: text(one.title),
      hint: one.holders.length > 0 ? t('leave.shared', { count: one.seats }) : t('leave.position', { count: one.seats }),
      optional: !one.needed,
    })),
    ...held.areas.map((one) => ({
      list: 'areas' as const,
      id: one.id,
      title: text(one.unit.title),
      hint: t('leave.area', { position: text(one.position.title) }),
      optional: false,
    })),
    ...held.deputies.map((one) => ({ list: 'deputies' as const, id: one.id, title: text(one.of), hint: t('leave.deputy'), optional: false })),
    ...held.duties.map((one) => ({ list: 'duties' as const, id: one.id, title: text(one.title), hint: t('leave.duty'), optional: false })),
    ...held.received_duties.map((one) => ({
      list: 'received_duties' as const,
      id: one.id,
      title: text(one.title),
      hint: one.needed ? t('leave.confirms') : t('leave.receives'),
      optional: !one.needed,
    })),
    ...held.records.map((one) => ({
      list: 'records' as const,
      id: one.id,
      title: one.title,
      hint: joined(one.about, t('leave.record', { type: text(one.type), field: text(one.field) })),
      optional: false,
    })),
  ];
}

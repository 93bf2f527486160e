import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { sessionQuery } from '@/api/session-query';
import { tasksToTransferQuery } from '@/api/tasks-to-transfer-query';
import { transferTasks } from '@/api/transfer-tasks';
import { Refusal } from '@/components/feedback/Refusal';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { Loaded } from '@/components/Loaded';
import { useRefresh } from '@/components/records/useRefresh';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { addTransferTexts } from '@/lib/transfer-texts';
import { type Item, rowKey, tasksThatGo, ticked } from './chosen';



interface TransferDialogProps {
  person: { id: string; name: string };
  preset?: string[]; // tasks that are chosen to begin with; all when empty
  onClose: () => void;
}

// Open tasks of a person go to another: what goes and what stays, then the act, then what became of it.
export function TransferDialog({ person, preset = [], onClose }: TransferDialogProps) {
  addTransferTexts();
  const { t } = useTranslation('transfer');
  const [to, setTo] = useState<string | null>(null);
  const [done, setDone] = useState<Schemas['TasksToTransfer'] | null>(null);
  const session = useQuery(sessionQuery());
  const isOwn = session.data?.person.id === person.id;
  const query = useQuery({ ...tasksToTransferQuery(person.id, to), enabled: done === null });
  return (
    <Modal open title={isOwn ? t('title') : t('of', { name: person.name })} footer={null} width={720} onCancel={onClose}>
      {done ? (
        <Outcome done={done} onClose={onClose} />
      ) : (
        <>
          <p className="jw-soft">{t(isOwn ? 'what' : 'whatFor')}</p>
          <Loaded query={query}>
            {(found) => <TransferForm person={person.id} items={found.items} preset={preset} to={to} onTo={setTo} onDone={setDone} />}
          </Loaded>
        </>
      )}
    </Modal>
  );
}

interface TransferFormProps {
  person: string;
  items: Item[];
  preset: string[];
  to: string | null;
  onTo: (to: string | null) => void;
  onDone: (done: Schemas['TasksToTransfer']) => void;
}

function TransferForm({ person, items, preset, to, onTo, onDone }: TransferFormProps) {
  const { t } = useTranslation('transfer');
  const refresh = useRefresh();
  const [changed, setChanged] = useState<Record<string, boolean>>({});
  const [reason, setReason] = useState('');
  const chosen = ticked(items, preset, changed);
  const act = useMutation({
    mutationFn: () => transferTasks(person, { to: to ?? '', reason: reason.trim(), tasks: chosen }),
    onSuccess: (done) => {
      onDone(done);
      void refresh();
    },
  });
  return (
    <Form layout="vertical" onFinish={() => act.mutate()}>
      <Refusal error={act.error} onClose={() => act.reset()} />
      <Form.Item label={t('to')} htmlFor="transfer-to" required>
        <PeoplePicker id="transfer-to" label={t('to')} value={to} onChange={(next) => onTo(next as string | null)} />
      </Form.Item>
      <Form.Item label={t('reason')} htmlFor="transfer-reason" required>
        <Input id="transfer-reason" maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
      <Going items={items} chosen={chosen} onTick={(tasks, is) => setChanged({ ...changed, ...Object.fromEntries(tasks.map((task) => [task, is])) })} />
      <Staying items={items.filter((item) => item.stays)} title="stays" />
      <Button type="primary" htmlType="submit" loading={act.isPending} disabled={!to || reason.trim() === '' || chosen.length === 0}>
        {t('do', { count: chosen.length })}
      </Button>
    </Form>
  );
}

function Going({ items, chosen, onTick }: { items: Item[]; chosen: string[]; onTick: (tasks: string[], is: boolean) => void }) {
  const { t } = useTranslation('transfer');
  const text = useLabel();
  const all = tasksThatGo(items);
  if (all.length === 0) return <Alert className="jw-gap" type="info" showIcon title={t('none')} />;
  return (
    <>
      <Checkbox
        checked={chosen.length === all.length}
        indeterminate={chosen.length > 0 && chosen.length < all.length}
        onChange={(event) => onTick(all, event.target.checked)}
      >
        {t('goes', { count: all.length, chosen: chosen.length })}
      </Checkbox>
      <ul className="jw-list jw-gap jw-transfers">
        {items
          .filter((item) => !item.stays)
          .map((item) => (
            <li key={rowKey(item)} className="jw-item">
              <Checkbox
                aria-label={t('choose', { title: text(item.title) })}
                checked={chosen.includes(item.task)}
                onChange={(event) => onTick([item.task], event.target.checked)}
              />
              <ItemText item={item} />
            </li>
          ))}
      </ul>
    </>
  );
}

// What stays, each with the reason.
function Staying({ items, title }: { items: Item[]; title: 'stays' | 'left' }) {
  const { t } = useTranslation('transfer');
  if (items.length === 0) return null;
  return (
    <>
      <b>{t(title, { count: items.length })}</b>
      <ul className="jw-list jw-gap jw-transfers">
        {items.map((item) => (
          <li key={rowKey(item)} className="jw-item">
            <ItemText item={item} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ItemText({ item }: { item: Item }) {
  const { t } = useTranslation('transfer');
  const text = useLabel();
  const hints = [item.seat && text(item.seat), item.due_at && t('due', { at: formatInstant(item.due_at) })].filter(Boolean);
  return (
    <span className="jw-main">
      <span>{text(item.title)}</span>
      {item.stays ? <span className="jw-meta jw-stays">{text(item.stays.title)}</span> : <span className="jw-meta">{hints.join(' · ')}</span>}
    </span>
  );
}

function Outcome({ done, onClose }: { done: Schemas['TasksToTransfer']; onClose: () => void }) {
  const { t } = useTranslation('transfer');
  const left = done.items.filter((item) => item.stays);
  const gone = tasksThatGo(done.items).length;
  return (
    <>
      <Alert className="jw-gap" type={left.length > 0 ? 'warning' : 'success'} showIcon title={t('done', { count: gone, name: done.to?.name })} />
      <Staying items={left} title="left" />
      <Button type="primary" onClick={onClose}>
        {t('close')}
      </Button>
    </>
  );
}

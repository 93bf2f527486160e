import { MoreOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Dropdown, Spin } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnTask } from '@/api/act-on-task';
import type { Schemas } from '@/api/client';
import { instanceQuery } from '@/api/instance-query';
import { asProblem } from '@/api/problem';
import { setDeputy } from '@/api/set-deputy';
import { taskQuery } from '@/api/task-query';
import { useInstanceActs } from '@/components/matter/useInstanceActs';
import { useRefresh } from '@/components/records/useRefresh';
import { useActKey } from '@/components/useActKey';
import { useLabel } from '@/lib/language';
import { needsReason } from './buttons';
import { useOtherActs } from './useOtherActs';

interface MenuAct {
  key: string;
  label: string;
  danger?: boolean;
  onClick: () => void;
}

// Every act on a task of a list without leaving it: one click offers them, the second does what asks for nothing.
export function TaskRowActs({ task: key, title }: { task: string; title: string }) {
  const { t } = useTranslation('tasks');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const actKey = useActKey();
  const refused = useRefused();
  const query = useQuery({ ...taskQuery(key), enabled: false });
  const task = query.data;
  const act = useMutation({
    mutationFn: (what: Schemas['TaskAct']) => actOnTask(key, { version: task?.version, ...what }, actKey.of(task?.version, what)),
    onSettled: actKey.settle,
    onError: refused,
    onSuccess: (_, what) => {
      void message.success(t(`did.${what.act}`));
      void refresh();
    },
  });
  const deputy = useMutation({
    mutationFn: (person: string) => setDeputy({ deputy: person }),
    onError: refused,
    onSuccess: () => {
      void message.success(t('did.deputy'));
      void refresh();
    },
  });
  const { acts, dialogs } = useOtherActs(task, act.mutate, deputy.mutate);
  // That something was read is said with one click; words may be added on its page.
  const isRead = (one: MenuAct) => one.key === 'confirm_read' && task && !needsReason(task, one.key);
  const offered = acts.map((one) => (isRead(one) ? { ...one, onClick: () => act.mutate({ act: 'confirm_read' }) } : one));
  return <ActMenu title={title} acts={task && offered} onOpen={query.refetch} dialogs={dialogs} />;
}

// The same of an instance.
export function InstanceRowActs({ instance, title }: { instance: string; title: string }) {
  const refused = useRefused();
  const query = useQuery({ ...instanceQuery(instance), enabled: false });
  const { acts, dialog } = useInstanceActs(query.data, (error) => error && refused(error));
  const offered = acts.map(({ key, label, danger, onClick }) => ({ key, label, danger, onClick }));
  return <ActMenu title={title} acts={query.data && offered} onOpen={query.refetch} dialogs={dialog} />;
}

function useRefused() {
  const { t } = useTranslation('tasks');
  const { message } = App.useApp();
  const text = useLabel();
  return (error: unknown) => void message.error(text(asProblem(error).title) || t('common:problem.unreachable'));
}

interface MenuProps {
  title: string; // of the item in the list
  acts?: MenuAct[]; // absent: they are asked for
  onOpen: () => Promise<unknown>;
  dialogs: React.ReactNode;
}

function ActMenu({ title, acts, onOpen, dialogs }: MenuProps) {
  const { t } = useTranslation('tasks');
  const [open, setOpen] = useState(false);
  const items = acts?.map(({ key, label, danger, onClick }) => ({ key, label, danger, onClick })) ?? [{ key: 'asked', label: <Spin size="small" />, disabled: true }];
  return (
    <>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          if (next) void onOpen();
        }}
        menu={{ items: items.length > 0 ? items : [{ key: 'none', label: t('row.none'), disabled: true }] }}
      >
        <Button size="small" type="text" className="jw-row-acts" icon={<MoreOutlined />} aria-label={t('row.acts', { title })} title={t('more')} />
      </Dropdown>
      {dialogs}
    </>
  );
}

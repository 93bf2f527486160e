import { useMutation, useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnTask } from '@/api/act-on-task';
import type { Schemas } from '@/api/client';
import { instanceQuery } from '@/api/instance-query';
import { sessionQuery } from '@/api/session-query';
import { taskQuery } from '@/api/task-query';
import { ActMenu, type MenuAct, useRefused } from '@/components/matter/ActMenu';
import { useInstanceActs } from '@/components/matter/useInstanceActs';
import { useRefresh } from '@/components/records/useRefresh';
import { SeatTransferDialog } from '@/components/transfer/SeatTransferDialog';
import { useActKey } from '@/components/useActKey';
import { useLabel } from '@/lib/language';

// What may be done where work waits: to the matter, and to the seats of its task that administrators may give to others.
export function WaitingRowActs({ row, title }: { row: Schemas['TaskRow']; title: string }) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const key = useActKey();
  const refused = useRefused();
  const session = useQuery(sessionQuery());
  const isAdministrator = session.data?.roles.includes('administrator') ?? false;
  const instance = useQuery({ ...instanceQuery(row.instance), enabled: false });
  const task = useQuery({ ...taskQuery(row.key), enabled: false });
  const [seat, setSeat] = useState<Schemas['Seat'] | null>(null);
  const { acts, dialog } = useInstanceActs(instance.data, (error) => error && refused(error));
  const act = useMutation({
    mutationFn: (what: Schemas['TaskAct']) => actOnTask(row.key, { version: task.data?.version, ...what }, key.of(task.data?.version, what)),
    onSettled: key.settle,
    onError: refused,
    onSuccess: () => {
      void message.success(t('did.transfer'));
      void refresh();
    },
  });
  const seats = task.data?.seats.filter((one) => one.transferable) ?? [];
  const transfers: MenuAct[] = seats.map((one) => ({
    key: `seat ${one.id}`,
    label: t('seatTransfer.title', { seat: text(one.title) }),
    onClick: () => setSeat(one),
  }));
  // The owner of a process that concerns him no further may read the matter, not its task.
  const look = async () => {
    const [found] = await Promise.all([instance.refetch(), isAdministrator ? task.refetch() : undefined]);
    return found;
  };
  const isRead = instance.data && (!isAdministrator || !task.isFetching);
  const dialogs = (
    <>
      {dialog}
      {seat && (
        <SeatTransferDialog
          seat={seat}
          onClose={() => setSeat(null)}
          onAct={(what) => {
            setSeat(null);
            act.mutate(what);
          }}
        />
      )}
    </>
  );
  return <ActMenu title={title} acts={isRead ? [...transfers, ...acts] : undefined} onOpen={look} dialogs={dialogs} none={t('waiting:nothingToDo')} />;
}

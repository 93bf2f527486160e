import { useMutation, useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { actOnTask } from '@/api/act-on-task';
import type { Schemas } from '@/api/client';
import { setDeputy } from '@/api/set-deputy';
import { taskQuery } from '@/api/task-query';
import { ActMenu, type MenuAct, useRefused } from '@/components/matter/ActMenu';
import { useRefresh } from '@/components/records/useRefresh';
import { useActKey } from '@/components/useActKey';
import { needsReason } from './buttons';
import { useOtherActs } from './useOtherActs';

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

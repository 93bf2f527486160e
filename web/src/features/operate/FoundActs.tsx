import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Popconfirm, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelFound, deleteFound, type EngineFilter, resolveFound, resumeFound, suspendFound } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { useRefresh } from '@/components/records/useRefresh';
import { type Chosen, chosenOf, type EngineSearch, type Standing } from './found';
import { MigrateFoundDialog } from './MigrateFoundDialog';
import { MoveFoundDialog } from './MoveFoundDialog';

interface FoundActsProps {
  search: EngineSearch;
  chosen: Chosen;
  count: number;
  onDone: () => void;
}

const acts = { resolve: resolveFound, suspend: suspendFound, resume: resumeFound, cancel: cancelFound, delete: deleteFound };
type Act = keyof typeof acts;

const offered: Record<Standing, Act[]> = {
  running: ['resolve', 'suspend', 'cancel'],
  incident: ['resolve', 'suspend', 'cancel'],
  suspended: ['resolve', 'resume', 'cancel'],
  completed: ['delete'],
  terminated: ['delete'],
  all: ['resolve', 'suspend', 'resume', 'cancel', 'delete'],
};

// Acts on many go on by themselves as a batch operation, which says afterwards which did not succeed.
export function FoundActs({ search, chosen, count, onDone }: FoundActsProps) {
  const { t } = useTranslation('operate');
  const { message } = App.useApp();
  const navigate = useNavigate({ from: '/operate' });
  const refresh = useRefresh();
  const [dialog, setDialog] = useState<'migrate' | 'modify'>();
  const filter: EngineFilter = chosenOf(search, chosen);
  const begun = () => {
    void message.success(t('begun'));
    onDone();
    void refresh();
    void navigate({ search: { tab: 'batches' } });
  };
  const run = useMutation({ mutationFn: (act: Act) => acts[act](filter), onSuccess: begun });
  const ended = search.state === 'completed' || search.state === 'terminated';
  const FoundDialog = dialog === 'modify' ? MoveFoundDialog : MigrateFoundDialog;
  return (
    <>
      <Space wrap>
        {(offered[search.state ?? 'running'] ?? offered.running).map((act) => (
          <Popconfirm key={act} disabled={count === 0} title={t(`sure.${act}`, { count })} okText={t(`act.${act}`)} onConfirm={() => run.mutate(act)}>
            <Button size="small" disabled={count === 0} danger={act === 'cancel' || act === 'delete'} loading={run.isPending && run.variables === act}>
              {t(`act.${act}`)}
            </Button>
          </Popconfirm>
        ))}
        {!ended &&
          (['migrate', 'modify'] as const).map((act) => (
            <Button key={act} size="small" disabled={count === 0} onClick={() => setDialog(act)}>
              {t(`act.${act}`)}
            </Button>
          ))}
      </Space>
      <Refusal error={run.error} onClose={() => run.reset()} />
      {dialog && <FoundDialog filter={filter} onClose={() => setDialog(undefined)} onBegun={begun} />}
    </>
  );
}

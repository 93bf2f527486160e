import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelInstance, deleteInstance, type Engine, resumeInstance, suspendInstance } from '@/api/engine';
import { Refusal } from '@/components/feedback/Refusal';
import { useRefresh } from '@/components/records/useRefresh';
import { MigrateDialog } from './MigrateDialog';
import { ModifyDialog } from './ModifyDialog';

const acts = { suspend: suspendInstance, resume: resumeInstance, cancel: cancelInstance, delete: deleteInstance };
type Act = keyof typeof acts;
type Run = UseMutationResult<unknown, Error, Act>;

// All that an engineer may do to an instance; what it is called by must be acted on where it was called.
export function InstanceActs({ instance }: { instance: Engine['ProcessInstance'] }) {
  const { t } = useTranslation('operate');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [dialog, setDialog] = useState<'modify' | 'migrate'>();
  const key = instance.processInstanceKey;
  const run = useMutation({
    mutationFn: (act: Act): Promise<unknown> => acts[act](key),
    onSuccess: (_, act) => {
      void message.success(t(`done.${act}`));
      if (act === 'delete') void navigate({ to: '/operate' });
      else void refresh();
    },
  });
  return (
    <>
      {instance.endDate ? (
        <Sure act="delete" run={run} />
      ) : (
        <>
          <Button onClick={() => setDialog('modify')}>{t('act.modify')}</Button>
          <Button onClick={() => setDialog('migrate')}>{t('act.migrate')}</Button>
          {instance.state === 'SUSPENDED' ? (
            <Button type="primary" loading={run.isPending} onClick={() => run.mutate('resume')}>
              {t('act.resume')}
            </Button>
          ) : (
            <Button loading={run.isPending && run.variables === 'suspend'} onClick={() => run.mutate('suspend')}>
              {t('act.suspend')}
            </Button>
          )}
          <Sure act="cancel" run={run} />
        </>
      )}
      {run.error && (
        <div className="jw-engine-refusal">
          <Refusal error={run.error} onClose={() => run.reset()} />
        </div>
      )}
      {dialog === 'modify' && <ModifyDialog instance={instance} onClose={() => setDialog(undefined)} />}
      {dialog === 'migrate' && <MigrateDialog instance={instance} onClose={() => setDialog(undefined)} />}
    </>
  );
}

function Sure({ act, run }: { act: 'cancel' | 'delete'; run: Run }) {
  const { t } = useTranslation('operate');
  return (
    <Popconfirm title={t(`sure.${act}`, { count: 1 })} okText={t(`act.${act}`)} onConfirm={() => run.mutate(act)}>
      <Button danger loading={run.isPending && run.variables === act}>
        {t(`act.${act}`)}
      </Button>
    </Popconfirm>
  );
}

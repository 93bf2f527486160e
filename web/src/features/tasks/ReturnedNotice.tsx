import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnInstance } from '@/api/act-on-instance';
import type { Schemas } from '@/api/client';
import { instanceQuery } from '@/api/instance-query';
import { Refusal } from '@/components/feedback/Refusal';
import { OpinionInput } from '@/components/OpinionInput';
import { useRefresh } from '@/components/records/useRefresh';
import { useActKey } from '@/components/useActKey';
import { formatInstant } from '@/lib/time';
import { returnOf, starterTarget } from './returned';

// Who gave the task back and why, first of all; the starter may also give the matter up.
export function ReturnedNotice({ task }: { task: Schemas['TaskDetail'] }) {
  const { t } = useTranslation('tasks');
  const entry = returnOf(task);
  if (!entry) return null;
  const name = entry.person?.name ?? '';
  return (
    <Alert
      className="jw-returned"
      type="warning"
      showIcon
      title={t('returned.by', { name, at: entry.at ? formatInstant(entry.at) : '' })}
      description={entry.text && <span className="jw-pre">{t('returned.why', { reason: entry.text })}</span>}
      action={entry.target?.id === starterTarget && <Withdrawal instance={task.instance} />}
    />
  );
}

function Withdrawal({ instance }: { instance: string }) {
  const { t } = useTranslation('tasks');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const key = useActKey();
  const { data } = useQuery(instanceQuery(instance));
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const act = useMutation({
    mutationFn: () => {
      const what = { act: 'withdraw' as const, text: reason.trim() };
      return actOnInstance(instance, what, key.of(what));
    },
    onSettled: key.settle,
    onSuccess: () => {
      setOpen(false);
      void message.success(t('returned.withdrawn'));
      void refresh();
    },
  });
  if (!data?.acts.includes('withdraw')) return null;
  return (
    <>
      <Button size="small" danger onClick={() => setOpen(true)}>
        {t('returned.withdraw')}
      </Button>
      <Modal
        open={open}
        title={t('returned.withdraw')}
        okText={t('returned.withdraw')}
        okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
        confirmLoading={act.isPending}
        onOk={() => act.mutate()}
        onCancel={() => setOpen(false)}
      >
        <Refusal error={act.error} onClose={() => act.reset()} />
        <Form layout="vertical">
          <Form.Item label={t('returned.reason')} htmlFor="withdraw-reason" required>
            <OpinionInput id="withdraw-reason" opinion={reason} onOpinion={setReason} rows={3} rowsMax={8} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}

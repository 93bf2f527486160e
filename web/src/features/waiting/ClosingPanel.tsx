import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { closeProcess } from '@/api/close-process';
import { openProcess } from '@/api/open-process';
import { ClosedWord } from '@/components/ClosedWord';
import { Refusal } from '@/components/feedback/Refusal';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { formatInstant } from '@/lib/time';

// Whether the process may be started, and what the history tells of it. Closing asks for a reason.
export function ClosingPanel({ process, waiting }: { process: string; waiting: Schemas['Waiting'] }) {
  const { t } = useTranslation('waiting');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const close = useMutation({
    mutationFn: () => closeProcess(process, reason.trim()),
    onSuccess: () => {
      setAsking(false);
      setReason('');
      void message.success(t('closing.done'));
      void refresh();
    },
  });
  const open = useMutation({
    mutationFn: () => openProcess(process),
    onSuccess: () => {
      void message.success(t('closing.opened'));
      void refresh();
    },
  });
  return (
    <Panel
      title={t('closing.title')}
      extra={
        waiting.closed ? (
          <Popconfirm title={t('closing.sure')} okText={t('closing.open')} onConfirm={() => open.mutate()}>
            <Button size="small" loading={open.isPending}>
              {t('closing.open')}
            </Button>
          </Popconfirm>
        ) : (
          <Button size="small" danger onClick={() => setAsking(true)}>
            {t('closing.close')}
          </Button>
        )
      }
    >
      <Refusal error={open.error} onClose={() => open.reset()} />
      {waiting.closed ? <ClosedWord closed={waiting.closed} /> : <p className="jw-soft jw-none">{t('closing.none')}</p>}
      {waiting.closings.length > 0 && (
        <ul className="jw-closings">
          {waiting.closings.map((entry) => (
            <li key={entry.id}>
              <ClosingLine entry={entry} />
            </li>
          ))}
        </ul>
      )}
      <Modal
        open={asking}
        title={t('closing.close')}
        okText={t('closing.close')}
        okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: close.isPending }}
        onOk={() => close.mutate()}
        onCancel={() => setAsking(false)}
      >
        <Refusal error={close.error} onClose={() => close.reset()} />
        <p className="jw-soft">{t('closing.what')}</p>
        <Form layout="vertical">
          <Form.Item label={t('closing.reason')} htmlFor="closing-reason" required>
            <Input.TextArea
              id="closing-reason"
              value={reason}
              maxLength={2000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={(event) => setReason(event.target.value)}
            />
          </Form.Item>
        </Form>
      </Modal>
    </Panel>
  );
}

function ClosingLine({ entry }: { entry: Schemas['ClosingEntry'] }) {
  const { t } = useTranslation('waiting');
  return (
    <>
      <time dateTime={entry.at} className="jw-soft">
        {formatInstant(entry.at)}
      </time>{' '}
      {entry.act === 'start_skipped'
        ? t(`closing.skipped.${entry.trigger ?? 'message'}`, { name: entry.name ?? '' })
        : t(`closing.acts.${entry.act}`, { name: entry.person?.name ?? '', reason: entry.reason ?? '' })}
    </>
  );
}

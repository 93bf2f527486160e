import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { proposeVersion } from '@/api/propose-version';
import { takeProposalBack } from '@/api/take-proposal-back';
import { Refusal } from '@/components/feedback/Refusal';
import { useRefresh } from '@/components/records/useRefresh';
import { formatInstant } from '@/lib/time';
import { Compared } from './PublishDialog';

interface HandInProps {
  process: string;
  version: number; // that the change began with
  xml: string;
  onClose: () => void;
  onDone: () => void;
}

// The owner who may not publish asks those who may, with a word on what has changed.
export function HandInDialog({ process, version, xml, onClose, onDone }: HandInProps) {
  const { t } = useTranslation('design');
  const { message } = App.useApp();
  const [comment, setComment] = useState('');
  const propose = useMutation({
    mutationFn: () => proposeVersion(process, { xml, base_version: version, comment: comment.trim() }),
    onSuccess: () => {
      void message.success(t('handIn.done'));
      onDone();
    },
  });
  return (
    <Modal open width={1080} title={t('handIn.title')} okText={t('handIn.act')} cancelText={t('publish.back')} confirmLoading={propose.isPending} onOk={() => propose.mutate()} onCancel={onClose}>
      <Refusal error={propose.error} onClose={() => propose.reset()} />
      <p>{t('handIn.what')}</p>
      <Form layout="vertical">
        <Form.Item label={t('publish.comment')}>
          <Input.TextArea aria-label={t('publish.comment')} rows={2} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
        </Form.Item>
      </Form>
      {version > 0 && <Compared process={process} version={version} xml={xml} />}
    </Modal>
  );
}

// What was handed in and came back, with the reason.
export function Returned({ returned }: { returned: { by: Schemas['PersonRef']; at: string; reason: string } }) {
  const { t } = useTranslation('design');
  return (
    <Alert
      className="jw-gap"
      type="warning"
      showIcon
      title={t('handIn.returned', { name: returned.by.name, at: formatInstant(returned.at) })}
      description={returned.reason}
    />
  );
}

// What has been handed in and waits to be published.
export function HandedIn({ process, proposal }: { process: string; proposal: Schemas['ModelProposal'] }) {
  const { t } = useTranslation('design');
  const refresh = useRefresh();
  const back = useMutation({ mutationFn: () => takeProposalBack(process), onSuccess: () => void refresh() });
  return (
    <>
      <Refusal error={back.error} onClose={() => back.reset()} />
      <Alert
        className="jw-gap"
        type="success"
        showIcon
        title={t('handIn.waits', { at: formatInstant(proposal.at) })}
        action={
          <Popconfirm title={t('handIn.sure')} okText={t('handIn.back')} onConfirm={() => back.mutate()}>
            <Button size="small">{t('handIn.back')}</Button>
          </Popconfirm>
        }
      />
    </>
  );
}

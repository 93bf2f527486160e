import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { compareModel } from '@/api/compare-model';
import { publishVersion } from '@/api/publish-version';
import { DifferenceView } from '@/components/diagram/Differences';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { Problems } from './ProblemList';

interface DialogProps {
  process: string;
  version: number; // that the change began with
  xml: string;
  onClose: () => void;
}

export function Compared({ process, version, xml }: Omit<DialogProps, 'onClose'>) {
  const query = useQuery({ queryKey: ['compared', process, version, xml], queryFn: () => compareModel(process, version, xml) });
  return (
    <div className="jw-differences">
      <Loaded query={query}>{(compared) => <DifferenceView process={process} compared={compared} before={version} />}</Loaded>
    </div>
  );
}

// What is drawn beside the version that starts.
export function CompareDialog({ process, version, xml, onClose }: DialogProps) {
  const { t } = useTranslation('design');
  return (
    <Modal open width={1080} title={t('compare.title', { version })} footer={null} onCancel={onClose}>
      <Compared process={process} version={version} xml={xml} />
    </Modal>
  );
}

interface PublishProps extends DialogProps {
  warnings: Schemas['ModelProblem'][];
  onDone: (version: number) => void;
}

// Says once more what changes and what is likely not meant, and asks for a word on it.
export function PublishDialog({ process, version, xml, warnings, onClose, onDone }: PublishProps) {
  const { t } = useTranslation('design');
  const [comment, setComment] = useState('');
  const publish = useMutation({
    mutationFn: () => publishVersion(process, { xml, base_version: version, comment: comment.trim() }),
    onSuccess: (published) => onDone(published.version),
  });
  return (
    <Modal
      open
      width={1080}
      title={t('publish.title')}
      okText={t('publish.act')}
      cancelText={t('publish.back')}
      confirmLoading={publish.isPending}
      onOk={() => publish.mutate()}
      onCancel={onClose}
    >
      <Refusal error={publish.error} onClose={() => publish.reset()} />
      <p>{t('publish.what')}</p>
      {warnings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('problems.warnings', { count: warnings.length })}
          description={<Problems problems={warnings} xml={xml} />}
        />
      )}
      <Form layout="vertical">
        <Form.Item label={t('publish.comment')}>
          <Input.TextArea aria-label={t('publish.comment')} rows={2} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
        </Form.Item>
      </Form>
      {version > 0 && <Compared process={process} version={version} xml={xml} />}
    </Modal>
  );
}

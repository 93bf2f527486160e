import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Alert, App, Button, Form, Input, Modal, Space } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { proposalQuery } from '@/api/proposals-query';
import { publishVersion } from '@/api/publish-version';
import { returnProposal } from '@/api/return-proposal';
import { Loading } from '@/components/feedback/Loading';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { addDesignTexts } from '@/lib/design-texts';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { Compared } from './PublishDialog';

const BpmnDiagram = lazy(() => import('@/components/diagram/BpmnDiagram').then((file) => ({ default: file.BpmnDiagram })));

// A version that was handed in to be published: what it does differently, published or returned.
export function ProposalPage() {
  addDesignTexts();
  const { t } = useTranslation('design');
  const { process, person } = useParams({ from: '/frame/waiting/$process/proposals/$person' });
  const query = useQuery(proposalQuery(process, person));
  return (
    <Loaded query={query} rows={8} back={<Link to="/waiting">{t('proposal.all')}</Link>}>
      {(proposal) => <Proposal proposal={proposal} />}
    </Loaded>
  );
}

function Proposal({ proposal }: { proposal: Schemas['ModelProposal'] }) {
  const { t } = useTranslation('design');
  const text = useLabel();
  const [returning, setReturning] = useState(false);
  const { publish, sendBack } = useAnswer(proposal);
  const taker = proposal.taken_over_by;
  const isStale = proposal.newest > proposal.base_version;
  return (
    <>
      <PageHead title={t('proposal.of', { process: text(proposal.process.title) })}>
        <Space wrap>
          <Link to="/waiting">{t('leave')}</Link>
          {proposal.may_publish && <Button onClick={() => setReturning(true)}>{t('proposal.return')}</Button>}
          {proposal.may_publish && (
            <Button type="primary" disabled={isStale} loading={publish.isPending} onClick={() => publish.mutate()}>
              {t(proposal.base_version === 0 ? 'begin.publish' : 'publish.open')}
            </Button>
          )}
        </Space>
      </PageHead>
      <Refusal error={publish.error ?? sendBack.error} onClose={() => (publish.reset(), sendBack.reset())} />
      {isStale && <Alert className="jw-gap" type="warning" showIcon title={t('proposal.stale', { version: proposal.base_version, newest: proposal.newest })} />}
      <Panel title={t('proposal.by', { name: proposal.by.name, at: formatInstant(proposal.at) }) + (taker ? t('proposal.takenOver', { name: taker.name }) : '')}>
        <p>{proposal.comment || t('proposal.noComment')}</p>
        <p className="jw-soft">{t('publish.what')}</p>
        {proposal.base_version > 0 ? (
          <Compared process={proposal.process.id} version={proposal.base_version} xml={proposal.xml ?? ''} />
        ) : (
          <Drawn xml={proposal.xml ?? ''} />
        )}
      </Panel>
      {returning && <ReturnDialog isPending={sendBack.isPending} onReturn={(reason) => sendBack.mutate(reason)} onClose={() => setReturning(false)} />}
    </>
  );
}

// A process that is to begin differs from nothing: it is shown whole.
function Drawn({ xml }: { xml: string }) {
  const diagram = useMemo(() => ({ xml, names: {}, active: [], done: [], flows: [], incidents: [] }), [xml]);
  return (
    <Suspense fallback={<Loading />}>
      <BpmnDiagram diagram={diagram} />
    </Suspense>
  );
}

function useAnswer(proposal: Schemas['ModelProposal']) {
  const { t } = useTranslation('design');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const leave = (words: string) => {
    void message.success(words);
    void navigate({ to: '/waiting' });
    void refresh();
  };
  const publish = useMutation({
    mutationFn: () =>
      publishVersion(proposal.process.id, {
        xml: proposal.xml ?? '',
        base_version: proposal.base_version,
        comment: proposal.comment,
        proposal: proposal.by.id,
        proposed_at: proposal.at,
      }),
    onSuccess: ({ version }) => leave(t('publish.done', { version })),
  });
  const sendBack = useMutation({
    mutationFn: (reason: string) => returnProposal(proposal.process.id, proposal.by.id, { at: proposal.at, reason }),
    onSuccess: () => leave(t('proposal.returned', { name: proposal.by.name })),
  });
  return { publish, sendBack };
}

function ReturnDialog({ isPending, onReturn, onClose }: { isPending: boolean; onReturn: (reason: string) => void; onClose: () => void }) {
  const { t } = useTranslation('design');
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={t('proposal.return')}
      okText={t('proposal.return')}
      okButtonProps={{ disabled: reason.trim() === '', loading: isPending }}
      onOk={() => onReturn(reason.trim())}
      onCancel={onClose}
    >
      <p className="jw-soft">{t('proposal.returnWhat')}</p>
      <Form layout="vertical">
        <Form.Item label={t('proposal.reason')} htmlFor="proposal-reason" required>
          <Input.TextArea id="proposal-reason" rows={3} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { recordPaperUrl } from '@/api/paper-url';
import { recordQuery } from '@/api/record-query';
import { InstanceItems } from '@/components/InstanceItems';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { PrintButton } from '@/components/PrintButton';
import { OwnTasks } from '@/components/records/OwnTasks';
import { StateStamp, VoidedTag } from '@/components/records/StateLabel';
import { useLanguage } from '@/lib/language';
import { useRecordTitle } from '@/lib/record-title';
import { useActor } from '@/components/useActor';
import { formatInstant } from '@/lib/time';
import { HistoryPanel } from './HistoryPanel';
import { OutsideLinks } from './OutsideLinks';
import { RecordActs } from './RecordActs';
import { RecordLists } from './RecordLists';
import { RecordFields } from '@/components/records/RecordFields';
import { StoryPanel } from './StoryPanel';

// One record: its fields and parts, what may be done with it, and all that happened to it.
export function RecordPage() {
  const { type, id } = useParams({ from: '/frame/records/$type/$id' });
  const query = useQuery(recordQuery(type, id));
  return <Loaded query={query} back>{(record) => <RecordView key={id} record={record} />}</Loaded>;
}

function RecordView({ record }: { record: Schemas['RecordDetail'] }) {
  const { t } = useTranslation('records');
  const titleOf = useRecordTitle();
  const language = useLanguage();
  const actor = useActor();
  const navigate = useNavigate({ from: '/records/$type/$id' });
  const { tab } = useSearch({ from: '/frame/records/$type/$id' });
  const shares = record.can.share || record.can.sign;
  const tabs = [
    {
      key: 'detail',
      label: t('tab.detail'),
      children: (
        <>
          <RecordFields record={record} />
          <RecordLists record={record} />
        </>
      ),
    },
    { key: 'story', label: t('tab.story'), children: <StoryPanel record={record} /> },
    { key: 'history', label: t('tab.history'), children: <HistoryPanel type={record.type} id={record.id} /> },
    ...(record.instances.length > 0
      ? [
          {
            key: 'instances',
            label: t('tab.instances'),
            children: (
              <Panel flush>
                <InstanceItems rows={record.instances} />
              </Panel>
            ),
          },
        ]
      : []),
    ...(shares ? [{ key: 'outside', label: t('tab.outside'), children: <OutsideLinks record={record} /> }] : []),
  ];

  return (
    <>
      <PageHead title={titleOf(record) || record.number}>
        {record.state && <StateStamp state={record.state} />}
        {record.voided && <VoidedTag voided={record.voided} />}
        {record.papers.length > 0 && (
          <PrintButton papers={record.papers} addressOf={(template) => recordPaperUrl(record.type, record.id, language === 'en' ? 'en' : 'zh', template)} />
        )}
      </PageHead>
      <p className="jw-meta jw-task-meta">
        {record.title && record.number && <span>{record.number}</span>}
        {record.parent && (
          <Link to="/records/$type/$id" params={{ type: record.parent.type, id: record.parent.id }}>
            {record.parent.number} {titleOf(record.parent)}
          </Link>
        )}
        {record.created_by && <span>{t('createdBy', { name: actor(record.created_by), at: formatInstant(record.created_at) })}</span>}
        <span>{t('updatedAt', { at: formatInstant(record.updated_at) })}</span>
        {record.cockpit && (
          <Link to="/views/$id" params={{ id: record.cockpit }} search={{ record: record.id }}>
            {t('cockpit')}
          </Link>
        )}
      </p>
      {record.instances.length > 0 && <OwnTasks record={record} />}
      <RecordActs record={record} />
      <Tabs
        className="jw-many-tabs"
        activeKey={tabs.some((one) => one.key === tab) ? tab : 'detail'}
        onChange={(next) => void navigate({ search: { tab: next === 'detail' ? undefined : next }, replace: true })}
        items={tabs}
      />
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { recordTypeQuery } from '@/api/record-type-query';
import { recordsQuery } from '@/api/records-query';
import { viewDataQuery } from '@/api/view-data-query';
import { Loading } from '@/components/feedback/Loading';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { MetricNumber } from '@/components/MetricNumber';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { CellValue } from '@/components/records/columns';
import { ChildTable } from '@/components/records/ChildTable';
import { OwnTasks } from '@/components/records/OwnTasks';
import { StateStamp, VoidedTag } from '@/components/records/StateLabel';
import { Story } from '@/components/timeline/Story';
import { useLabel } from '@/lib/language';
import { StateBar } from './StateBar';

type View = Schemas['View'];
type Cockpit = Schemas['CockpitData'];
type Section = Schemas['CockpitSection'];

const GanttChart = lazy(() => import('@/components/gantt/GanttChart').then((file) => ({ default: file.GanttChart })));
const DiagramPanel = lazy(() => import('@/components/diagram/DiagramPanel').then((file) => ({ default: file.DiagramPanel })));

// Everything about one record on one page, as its pack composes it.
export function CockpitView({ view }: { view: View }) {
  const { record } = useSearch({ from: '/frame/views/$id' });
  const newest = useQuery({ ...recordsQuery(view.record_type, { sort: '-updated_at', page: 1, size: 1 }), enabled: !record });
  const chosen = record ?? newest.data?.items[0]?.id;
  const { t } = useTranslation('views');
  const text = useLabel();
  if (chosen) return <OneCockpit key={chosen} view={view} record={chosen} />;
  return (
    <>
      <PageHead title={text(view.title)} />
      <Loaded query={newest}>{() => <Nothing text={t('noRecord')} />}</Loaded>
    </>
  );
}

function OneCockpit({ view, record }: { view: View; record: string }) {
  const { t } = useTranslation('views');
  const text = useLabel();
  const query = useQuery(viewDataQuery(view.id, { record }));
  const type = useQuery(recordTypeQuery(view.record_type));
  return (
    <Loaded query={query} rows={12}>
      {(data) => {
        if (data.kind !== 'cockpit') return null;
        return (
          <>
            <PageHead title={data.record.title || data.record.number} before={<RecordChoice view={view} shown={data.record} />}>
              {data.record.state && <StateStamp state={data.record.state} />}
              {data.record.voided && <VoidedTag voided={data.record.voided} />}
            </PageHead>
            <p className="jw-meta jw-task-meta">
              <span>{text(view.title)}</span>
              <Link to="/records/$type/$id" params={{ type: data.record.type, id: data.record.id }}>
                {data.record.number} {t('detail')}
              </Link>
            </p>
            <OwnTasks record={data.record} />
            {data.record.state && <StateBar states={type.data?.states ?? []} transitions={type.data?.transitions ?? []} current={data.record.state.id} />}
            <div className="jw-cockpit">
              {data.sections.map((section) => (
                <div key={section.id} className={section.width === 'half' ? 'half' : 'full'}>
                  <SectionPanel section={section} cockpit={data} />
                </div>
              ))}
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

// The record that is shown, and others to go to, found by words.
function RecordChoice({ view, shown }: { view: View; shown: Cockpit['record'] }) {
  const { t } = useTranslation('views');
  const navigate = useNavigate({ from: '/views/$id' });
  const [words, setWords] = useState('');
  const { data } = useQuery(recordsQuery(view.record_type, { q: words, size: 20 }));
  const found = data?.items ?? [];
  const rows = words || found.some((row) => row.id === shown.id) ? found : [shown, ...found];
  const option = ({ id, number, title }: { id: string; number: string; title: string }) => ({ value: id, label: `${number} ${title}` });
  return (
    <Select
      aria-label={t('choose')}
      className="jw-cockpit-choice"
      placeholder={t('choose')}
      showSearch={{ filterOption: false, onSearch: setWords }}
      value={option(shown)}
      labelInValue
      options={rows.map(option)}
      onChange={(next) => void navigate({ search: { record: next.value } })}
    />
  );
}

function SectionPanel({ section, cockpit }: { section: Section; cockpit: Cockpit }) {
  const { t } = useTranslation('views');
  const text = useLabel();
  const { record } = cockpit;
  const title = text(section.title);
  if (section.diagram) {
    return (
      <Suspense fallback={<Loading />}>
        <DiagramPanel instance={section.diagram.instance} />
      </Suspense>
    );
  }
  return (
    <Panel title={title} flush={Boolean(section.gantt)}>
      {section.fields && (
        <dl className="jw-facts">
          {section.fields.map((field) => (
            <div key={field.id}>
              <dt>{text(field.title)}</dt>
              <dd>
                <CellValue field={field} row={record} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {section.metrics && (
        <div className="jw-metrics">
          {section.metrics.map((value) => (
            <MetricNumber key={value.metric} own value={{ ...value, record: value.record ?? asRef(record) }} />
          ))}
        </div>
      )}
      {section.list && <ChildTable list={section.list} parent={record} />}
      {section.gantt &&
        (section.gantt.items.length > 0 ? (
          <Suspense fallback={<Loading />}>
            <GanttChart data={section.gantt} height={Math.min(420, 90 + section.gantt.items.length * 34)} />
          </Suspense>
        ) : (
          <Nothing text={t('noPlan')} />
        ))}
      {section.timeline && (
        <div className="jw-cockpit-story">
          <Story entries={section.timeline} />
        </div>
      )}
    </Panel>
  );
}

function asRef(row: Schemas['RecordRow']): Schemas['RecordRef'] {
  return { type: row.type, id: row.id, number: row.number, title: row.title, state: row.state };
}

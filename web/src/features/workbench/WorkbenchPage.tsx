import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '@/api/session-query';
import { workbenchQuery } from '@/api/workbench-query';
import { type Beginning, beginningLink, beginningsOf } from '@/components/beginnings';
import { Nothing } from '@/components/feedback/Nothing';
import { InstanceItems } from '@/components/InstanceItems';
import { Loaded } from '@/components/Loaded';
import { MetricNumber } from '@/components/MetricNumber';
import { NoticeList } from '@/components/NoticeList';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { TaskItems } from '@/components/TaskItems';
import { useReadNotices } from '@/components/useReadNotices';
import { useLabel } from '@/lib/language';
import { NumberCards } from './NumberCards';

const noticesMax = 5;
const startsMax = 8;

// 工作台: what waits for me, what I may start, what I have under way, what I should know.
export function WorkbenchPage() {
  const { t } = useTranslation('workbench');
  const session = useQuery(sessionQuery());
  const workbench = useQuery({ ...workbenchQuery(), refetchInterval: 120_000 });
  const read = useReadNotices();
  return (
    <>
      <PageHead title={t('greeting', { name: session.data?.person.name ?? '' })} />
      <Loaded query={workbench}>
        {(data) => (
          <>
            <NumberCards counts={data.counts} />
            <div className="jw-two">
              <div>
                <Panel title={t('tasks')} flush extra={<Link to="/tasks">{t('allTasks')}</Link>}>
                  {data.todo.length > 0 ? <TaskItems tasks={data.todo} /> : <Nothing text={t('noTasks')} />}
                </Panel>
                <Panel title={t('started')} flush extra={<Link to="/instances">{t('allStarted')}</Link>}>
                  {data.started.length > 0 ? <InstanceItems rows={data.started} /> : <Nothing text={t('noStarted')} />}
                </Panel>
              </div>
              <div>
                <Panel title={t('quick')} extra={<Link to="/start">{t('allStarts')}</Link>}>
                  <QuickStarts beginnings={beginningsOf(data.quick_starts, data.quick_records).slice(0, startsMax)} />
                </Panel>
                {data.metrics.length > 0 && (
                  <Panel title={t('metrics')}>
                    <div className="jw-metrics">
                      {data.metrics.map((value) => (
                        <MetricNumber key={`${value.metric}-${value.record?.id ?? ''}`} value={value} />
                      ))}
                    </div>
                  </Panel>
                )}
                <Panel title={t('notices')} flush extra={<Link to="/notices">{t('allNotices')}</Link>}>
                  <NoticeList notices={data.notices.slice(0, noticesMax)} onOpen={(id) => read([id])} />
                </Panel>
              </div>
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

function QuickStarts({ beginnings }: { beginnings: Beginning[] }) {
  const { t } = useTranslation('workbench');
  const text = useLabel();
  if (beginnings.length === 0) return <p className="jw-soft jw-none">{t('noStarts')}</p>;
  return (
    <div className="jw-starts">
      {beginnings.map((beginning) => (
        <Link key={beginning.id} {...beginningLink(beginning)}>
          {text(beginning.title)}
          {beginning.isClosed && <StateTag text={t('common:closed.tag')} tone="warning" />}
        </Link>
      ))}
    </div>
  );
}

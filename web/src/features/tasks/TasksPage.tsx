import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Badge, Button, Grid } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { countsQuery } from '@/api/counts-query';
import { tasksExportAddress, tasksQuery } from '@/api/tasks-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { InstanceRowActs } from '@/components/matter/InstanceRowActs';
import { PageHead } from '@/components/PageHead';
import { Pager } from '@/components/Pager';
import { Panel } from '@/components/Panel';
import { isMatter, TaskItems } from '@/components/TaskItems';
import { usePrintSelection } from '@/components/usePrintSelection';
import { WordsInput } from '@/components/WordsInput';
import { useLabel, useLanguage } from '@/lib/language';
import { BatchList } from './BatchList';
import { type BoxFilter, filterOf, isNarrowed } from './box-search';
import { BoxFilters } from './BoxFilters';
import { DraftItems } from './DraftItems';
import { TaskRowActs } from './RowActs';

const boxes = ['todo', 'done', 'started', 'copied', 'drafts'] as const;
type Box = (typeof boxes)[number];

// The centre of tasks: five boxes, each with its live number.
export function TasksPage() {
  const { t } = useTranslation('tasks');
  const navigate = useNavigate({ from: '/tasks' });
  const search = useSearch({ from: '/frame/tasks' });
  const box = boxes.find((one) => one === search.box) ?? 'todo';
  const counts = useQuery(countsQuery());
  const language = useLanguage();
  const phone = Grid.useBreakpoint().md === false;
  const filter = filterOf(search);
  const narrow = (next: BoxFilter) => void navigate({ search: { box: search.box, q: search.q, ...next } });

  return (
    <>
      <PageHead title={t('title')}>
        {box !== 'drafts' && (
          <>
            <WordsInput
              value={search.q ?? ''}
              label={t('search')}
              onChange={(q) => void navigate({ search: (before) => ({ ...before, q: q || undefined, page: undefined }), replace: true })}
            />
            {!phone && (
              <Button
                icon={<DownloadOutlined />}
                href={tasksExportAddress({ box, q: search.q, ...filter }, language === 'en' ? 'en' : 'zh')}
                download
                aria-label={t('export')}
                title={t('export')}
              />
            )}
          </>
        )}
      </PageHead>
      <nav className="jw-boxes" aria-label={t('title')}>
        {boxes.map((one) => (
          <Link key={one} to="/tasks" search={{ box: one }} className={one === box ? 'here' : ''} aria-current={one === box ? 'page' : undefined}>
            <BoxLabel box={one} counts={counts.data} />
          </Link>
        ))}
      </nav>
      {box !== 'drafts' && <BoxFilters key={box} box={box} filter={filter} onFilter={narrow} />}
      <Panel flush>
        {box === 'drafts' ? (
          <DraftItems page={search.page ?? 1} onPage={toPage} />
        ) : (
          <BoxList box={box} q={search.q ?? ''} filter={filter} page={search.page ?? 1} onPage={toPage} />
        )}
      </Panel>
    </>
  );

  function toPage(page: number) {
    void navigate({ search: (before) => ({ ...before, page: page > 1 ? page : undefined }) });
  }
}

function BoxLabel({ box, counts }: { box: Box; counts?: Schemas['Counts'] }) {
  const { t } = useTranslation('tasks');
  const urgent = box === 'todo' || box === 'copied';
  const count = box === 'copied' ? (counts?.copied_unread ?? 0) : (counts?.[box] ?? 0);
  return (
    <>
      {t(`box.${box}`)}
      <Badge count={count} overflowCount={999} size="small" showZero={false} color={urgent ? '#b42318' : '#53646d'} />
    </>
  );
}

interface BoxListProps {
  box: Exclude<Box, 'drafts'>;
  q: string;
  filter: BoxFilter;
  page: number;
  onPage: (page: number) => void;
}

function BoxList({ box, q, filter, page, onPage }: BoxListProps) {
  const { t } = useTranslation('tasks');
  const narrowed = { q: q || undefined, ...filter };
  const query = useQuery({ ...tasksQuery({ box, ...narrowed }, page), placeholderData: (before) => before });
  return (
    <Loaded query={query}>
      {(list) => (
        <>
          {list.items.length === 0 && <Nothing text={t(q || isNarrowed(filter) ? 'noMatch' : `none.${box}`)} />}
          {box === 'todo' ? <BatchList key={JSON.stringify([page, narrowed])} tasks={list.items} narrowed={narrowed} /> : <PrintableItems tasks={list.items} opens={box === 'started' ? 'instance' : 'task'} />}
          <Pager page={list.page} size={list.size} total={list.total} onChange={onPage} />
        </>
      )}
    </Loaded>
  );
}

// What is through, or one's own: several may be printed at once.
function PrintableItems({ tasks, opens }: { tasks: Schemas['TaskRow'][]; opens: 'task' | 'instance' }) {
  const text = useLabel();
  const printableOf = (task: Schemas['TaskRow']) => ({
    instance: task.instance || task.key,
    title: task.subject || task.record?.title || text(task.process.title),
  });
  const actsOf = (task: Schemas['TaskRow']) => {
    const { instance, title } = printableOf(task);
    return isMatter(task, opens) ? <InstanceRowActs instance={instance} title={title} /> : <TaskRowActs task={task.task ?? task.key} title={title} />;
  };
  const { bar, boxOf } = usePrintSelection(tasks.map(printableOf));
  return (
    <>
      {bar}
      <TaskItems tasks={tasks} opens={opens} before={boxOf && ((task) => boxOf(printableOf(task)))} after={actsOf} />
    </>
  );
}

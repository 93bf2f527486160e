import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { viewDataQuery } from '@/api/view-data-query';
import { Loading } from '@/components/feedback/Loading';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { useLabel } from '@/lib/language';

const GanttChart = lazy(() => import('@/components/gantt/GanttChart').then((file) => ({ default: file.GanttChart })));

export function GanttView({ view }: { view: Schemas['View'] }) {
  const { t } = useTranslation('views');
  const text = useLabel();
  const { record } = useSearch({ from: '/frame/views/$id' });
  const query = useQuery(viewDataQuery(view.id, { record }));
  return (
    <>
      <PageHead title={text(view.title)} />
      <Panel flush>
        <Loaded query={query}>
          {(data) => {
            if (data.kind !== 'gantt') return null;
            if (data.items.length === 0) return <Nothing text={t('noPlan')} />;
            return (
              <Suspense fallback={<Loading />}>
                <GanttChart data={data} height={Math.max(240, Math.min(640, 90 + data.items.length * 34))} />
              </Suspense>
            );
          }}
        </Loaded>
      </Panel>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Schemas } from '@/api/client';
import { viewQuery } from '@/api/view-query';
import { Loading } from '@/components/feedback/Loading';
import { Loaded } from '@/components/Loaded';
import { ListView } from './ListView';

const BoardView = lazy(() => import('./BoardView').then((file) => ({ default: file.BoardView })));
const GanttView = lazy(() => import('./GanttView').then((file) => ({ default: file.GanttView })));
const CockpitView = lazy(() => import('./CockpitView').then((file) => ({ default: file.CockpitView })));

const kinds: Record<Schemas['ViewKind'], React.ComponentType<{ view: Schemas['View'] }>> = {
  list: ListView,
  board: BoardView,
  gantt: GanttView,
  cockpit: CockpitView,
};

// A view that a pack declares, drawn by its kind.
export function ViewPage() {
  const { id } = useParams({ from: '/frame/views/$id' });
  const query = useQuery(viewQuery(id));
  return (
    <Loaded query={query} back>
      {(view) => {
        const View = kinds[view.kind];
        return (
          <Suspense fallback={<Loading />}>
            <View key={view.id} view={view} />
          </Suspense>
        );
      }}
    </Loaded>
  );
}

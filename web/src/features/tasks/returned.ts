import type { Schemas } from '@/api/client';

type Task = Pick<Schemas['TaskDetail'], 'state' | 'element' | 'created_at' | 'timeline'>;

export const starterTarget = '$starter';

// The return that this open task came of: it arrived with it.
export function returnOf(task: Task): Schemas['TimelineEntry'] | undefined {
  if (task.state !== 'open') return undefined;
  return task.timeline.find(
    (entry) => entry.act === 'returned' && entry.at === task.created_at && (entry.target?.id === task.element || entry.target?.id === starterTarget),
  );
}

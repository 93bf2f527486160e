import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followStream, type Happened } from '@/api/stream';

const stale: Record<Happened['kind'], string[]> = {
  counts: ['counts', 'workbench', 'tasks', 'drafts'],
  task: ['counts', 'workbench', 'notices', 'tasks', 'task', 'instance', 'instances', 'diagram'],
  record: ['record', 'records', 'view-data', 'metric', 'workbench'],
  instance: ['instance', 'instances', 'diagram', 'record', 'tasks', 'workbench'],
  notice: ['notices', 'letters', 'letter', 'counts', 'workbench'],
  clock: ['session', 'health', 'workbench', 'tasks', 'task'],
};
const gatherMs = 150;

// Asks again for what the server says has changed; a burst of events is gathered first. Nothing is heard without a session.
export function useLiveQueries(paused: boolean) {
  const queries = useQueryClient();
  useEffect(() => {
    if (paused) return;
    const waiting = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = followStream((happened) => {
      for (const key of stale[happened.kind]) waiting.add(key);
      timer ??= setTimeout(() => {
        timer = undefined;
        const keys = new Set(waiting);
        waiting.clear();
        void queries.invalidateQueries({ predicate: (query) => keys.has(String(query.queryKey[0])) });
      }, gatherMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [queries, paused]);
}

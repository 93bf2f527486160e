import type { QueryClient } from '@tanstack/react-query';
import type { Schemas } from '@/api/client';
import { tasksQuery, type TasksNarrowed } from '@/api/tasks-query';

// Whether the next task opens when one is done; remembered in this browser.
const storageKey = 'jingwei.continuous';

export function isContinuous(): boolean {
  return localStorage.getItem(storageKey) !== 'off';
}

export function setContinuous(on: boolean): void {
  if (on) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, 'off');
}

// The task that opens when one is done: the next of the same matter, which the answer names; else the first of what the
// list is narrowed to that is not suspended, none when that is through. A list that is not narrowed goes on with the
// first of all.
export async function nextTask(
  queries: QueryClient,
  narrowed: TasksNarrowed,
  done: Pick<Schemas['TaskActDone'], 'next_task' | 'next_is_of_matter'>,
): Promise<string | undefined> {
  if (done.next_is_of_matter || !Object.values(narrowed).some(Boolean)) return done.next_task;
  const list = await queries.fetchQuery({ ...tasksQuery({ box: 'todo', ...narrowed }, 1), staleTime: 0 }).catch(() => undefined);
  return list?.items.find((task) => task.status?.id !== 'suspended')?.key;
}

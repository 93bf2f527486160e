import type { QueryClient } from '@tanstack/react-query';
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

// The task that opens when one is done: the first of what the list is narrowed to that is not suspended, none when that
// is through. A list
// that is not narrowed goes on with the first of all, which the answer names.
export async function nextTask(queries: QueryClient, narrowed: TasksNarrowed, firstOfAll?: string): Promise<string | undefined> {
  if (!Object.values(narrowed).some(Boolean)) return firstOfAll;
  const list = await queries.fetchQuery({ ...tasksQuery({ box: 'todo', ...narrowed }, 1), staleTime: 0 }).catch(() => undefined);
  return list?.items.find((task) => task.status?.id !== 'suspended')?.key;
}

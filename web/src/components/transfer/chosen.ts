import type { Schemas } from '@/api/client';

export type Item = Schemas['TasksToTransfer']['items'][number];

// A seat that goes or stays, as a row of its own: somebody may sit twice on a task.
export const rowKey = (item: Item) => `${item.task}/${item.seat?.zh ?? ''}`;

// Tasks that may go, each once.
export const tasksThatGo = (items: Item[]) => [...new Set(items.filter((item) => !item.stays).map((item) => item.task))];

// What is ticked of them: what was chosen when the dialog opened, or all, without what was taken out and put in since.
export function ticked(items: Item[], preset: string[], changed: Record<string, boolean>): string[] {
  return tasksThatGo(items).filter((task) => changed[task] ?? (preset.length === 0 || preset.includes(task)));
}

import type { Schemas } from '@/api/client';

type Task = Pick<Schemas['TaskDetail'], 'buttons'>;

// The step may ask for a reason, name an act its own way, and put them in an order.
export function needsReason(task: Task, act: string): boolean {
  return task.buttons?.some((button) => button.act === act && button.needs_reason) ?? false;
}

export function titleOf(task: Task, act: string): string | undefined {
  return task.buttons?.find((button) => button.act === act)?.title;
}

export function inOrder<T extends { key: string }>(task: Task, acts: T[]): T[] {
  const place = (act: T) => {
    const found = task.buttons?.findIndex((button) => button.act === act.key) ?? -1;
    return found < 0 ? acts.length : found;
  };
  return [...acts].sort((one, other) => place(one) - place(other));
}

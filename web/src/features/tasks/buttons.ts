import type { Schemas } from '@/api/client';
import type { Label } from '@/lib/language';

type Task = Pick<Schemas['TaskDetail'], 'buttons'>;

// The step may ask for a reason, name an act its own way, and put them in an order.
export function needsReason(task: Task, act: string): boolean {
  return task.buttons?.some((button) => button.act === act && button.needs_reason) ?? false;
}

export function titleOf(task: Task, act: string): string | undefined {
  return task.buttons?.find((button) => button.act === act)?.title;
}

// What an act is called on this step: a return that one of the outcomes is called too says that it goes
// to a step of one's choice.
export function labelOf(task: Task & Pick<Schemas['TaskDetail'], 'outcomes'>, act: string, named: (act: string) => string, text: (label: Label) => string): string {
  const label = titleOf(task, act) ?? named(act);
  const isOutcome = act === 'return' && task.outcomes.some((outcome) => text(outcome.title) === label);
  return isOutcome ? named('return_to_step') : label;
}

export function inOrder<T extends { key: string }>(task: Task, acts: T[]): T[] {
  const place = (act: T) => {
    const found = task.buttons?.findIndex((button) => button.act === act.key) ?? -1;
    return found < 0 ? acts.length : found;
  };
  return [...acts].sort((one, other) => place(one) - place(other));
}

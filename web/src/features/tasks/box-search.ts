import type { Schemas } from '@/api/client';
import type { TasksNarrowed } from '@/api/tasks-query';

// What a box is narrowed to, beside the words that are looked for, as the address says it.
export type BoxFilter = Omit<TasksNarrowed, 'q'>;
export interface BoxSearch extends BoxFilter {
  box?: string;
  q?: string;
  page?: number;
}

// The states that a box can be narrowed to.
export const statesOf: Record<string, readonly Schemas['BoxState'][]> = {
  todo: ['overdue', 'red', 'yellow', 'green', 'urged', 'saved', 'returned', 'suspended'],
  done: ['agreed', 'disagreed', 'handled', 'signed', 'returned', 'transferred', 'delegated', 'replied', 'added_signer', 'removed_signer', 'taken_back', 'copied', 'archived'],
  started: [
    'running',
    'returned',
    'suspended',
    'passed',
    'auto_passed',
    'rejected',
    'auto_rejected',
    'timed_out',
    'done',
    'withdrawn',
    'withdrawn_after',
    'terminated',
    'voided',
    'archived',
  ],
  copied: ['unread', 'archived'],
};

export function filterOf(search: BoxSearch): BoxFilter {
  return { process: search.process, starter: search.starter, state: search.state, from: search.from, to: search.to };
}

export const isNarrowed = (filter: BoxFilter) => Object.values(filter).some(Boolean);

// What a list of records is asked for, as it stands in the address of the page.
import type { Filter } from '@/api/records-query';

export interface ListSearch {
  q?: string;
  filter?: string;
  sort?: string;
  page?: number;
}

export function filtersOf(search: ListSearch): Filter[] {
  try {
    const parsed: unknown = JSON.parse(search.filter ?? '[]');
    return Array.isArray(parsed) ? (parsed as Filter[]) : [];
  } catch {
    return [];
  }
}

// The search with one condition on a field set, changed or dropped.
export function withFilter(search: ListSearch, field: string, op: Filter['op'], value: unknown): ListSearch {
  const rest = filtersOf(search).filter((filter) => filter.field !== field || filter.op !== op);
  const empty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  const next = empty ? rest : [...rest, { field, op, value }];
  return { ...search, page: undefined, filter: next.length > 0 ? JSON.stringify(next) : undefined };
}

export function filterValue(search: ListSearch, field: string, op: Filter['op']): unknown {
  return filtersOf(search).find((filter) => filter.field === field && filter.op === op)?.value;
}

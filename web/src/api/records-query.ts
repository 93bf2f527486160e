import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export interface Filter {
  field: string;
  op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge' | 'in' | 'contains' | 'empty' | 'not_empty';
  value?: unknown;
}

export interface RecordsWanted {
  q?: string;
  filter?: Filter[];
  sort?: string;
  page?: number;
  size?: number;
  // `type.field` of a link: only records that may be chosen there.
  choice?: string;
  // `type/id` of the record that the link is made on: only what belongs to the same matter.
  madeOn?: string;
}

// The parameters of a list as the server takes them; an empty one is left out.
export function listParameters({ q, filter, sort, page, size }: RecordsWanted) {
  return {
    q: q || undefined,
    filter: filter && filter.length > 0 ? JSON.stringify(filter) : undefined,
    sort: sort || undefined,
    page,
    size,
  };
}

export const recordsQuery = (type: string, wanted: RecordsWanted) =>
  queryOptions({
    queryKey: ['records', type, wanted],
    queryFn: () => answer(client.GET('/records/{type}', { params: { path: { type }, query: { ...listParameters(wanted), choice: wanted.choice, made_on: wanted.madeOn } } })),
  });

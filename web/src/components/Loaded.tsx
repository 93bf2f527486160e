import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from './feedback/Failure';
import { Loading } from './feedback/Loading';

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  rows?: number;
  back?: ReactNode; // of a page: where one goes on when it is not there or may not be seen, beside the workbench
  children: (data: T) => ReactNode;
}

// Shows an answer once it is there; until then where it will stand, or why it is not coming.
export function Loaded<T>({ query, rows, back, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} back={back} />;
  return <Loading rows={rows} />;
}

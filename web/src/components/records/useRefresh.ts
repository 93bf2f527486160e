import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

const kept = new Set(['session', 'health', 'menu', 'record-type', 'organisation', 'charters', 'charter', 'view']);

// After an act everything that shows work or records is asked again.
export function useRefresh() {
  const queries = useQueryClient();
  return useCallback(
    () => queries.invalidateQueries({ predicate: (query) => !kept.has(String(query.queryKey[0])) }),
    [queries],
  );
}

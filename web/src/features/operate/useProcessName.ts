import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ownedProcessesQuery } from '@/api/owned-processes-query';
import { useLabel } from '@/lib/language';

// A process of a pack is called as the packs call it in the language of the page, others as their model does.
export function useProcessName() {
  const owned = useQuery(ownedProcessesQuery());
  const text = useLabel();
  return useCallback(
    (id: string, modelled: string | null) => text(owned.data?.items.find((one) => one.id === id)?.title) || modelled || id,
    [owned.data, text],
  );
}

import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { diagramQuery } from '@/api/diagram-query';
import { useLanguage } from '@/lib/language';

// An element as the packs call it in English, else as the model of the instance does.
export function useElementName(instance: string) {
  const { data } = useQuery(diagramQuery(instance));
  const language = useLanguage();
  return useCallback(
    (id: string, modelled?: string | null) => (language === 'en' && data?.names[id]?.en) || modelled || id,
    [data, language],
  );
}

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useJoin, useLabel } from '@/lib/language';

// Names of whom a step waits for: a deputy with whom he stands in for, a vacant seat as such.
export function useWaitedFor() {
  const { t } = useTranslation();
  const join = useJoin();
  const text = useLabel();
  return useCallback(
    (persons: Schemas['WaitedFor'][], vacant: Schemas['Text'][] = []) => {
      const named = persons.map(({ name, deputy_for: of }) => (of ? t('waitedFor.deputy', { name, of: of.name }) : name));
      return join([...named, ...vacant.map((seat) => t('waitedFor.vacant', { seat: text(seat) }))]);
    },
    [t, join, text],
  );
}

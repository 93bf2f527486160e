import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { awayNowQuery } from '@/api/away-query';
import type { Schemas } from '@/api/client';
import { useJoin } from '@/lib/language';
import { formatInstant, lastDayOf } from '@/lib/time';

type Away = Schemas['Away'];

// Until when somebody is away, and who stands in for him, in words.
export function useAwayWords() {
  const { t } = useTranslation();
  const join = useJoin();
  return useCallback(
    ({ until, stand_ins: persons }: Away) => {
      const names = join(persons.map((one) => one.name));
      return until ? t('away.until', { at: lastDayOf(until) ?? formatInstant(until), names }) : t('away.open', { names });
    },
    [t, join],
  );
}

// Says of somebody by his id that he is away now; nothing of whoever is there, or while it is not known yet.
export function useAway() {
  const words = useAwayWords();
  const { data } = useQuery(awayNowQuery());
  return useCallback(
    (person: string) => {
      const away = data?.items.find((one) => one.person.id === person);
      return away && words(away);
    },
    [data, words],
  );
}

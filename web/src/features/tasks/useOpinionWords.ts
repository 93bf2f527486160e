import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useJoin, useLabel } from '@/lib/language';
import { wantingWords } from './batch';

// What the box for the opinion says: whether words may be left out, and for which outcomes they may not.
export function useOpinionWords(outcomes: Schemas['OutcomeAtOnce'][]): string {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const join = useJoin();
  const wanting = wantingWords(outcomes);
  return t(`batch.opinion.${wanting.need}`, { outcomes: join(wanting.outcomes.map((outcome) => text(outcome.title))) });
}

import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';

const visitor = 'outside';

// Who did something, in words: somebody who came by an outside link is marked as a visitor.
export function useActor() {
  const { t } = useTranslation();
  return (person: Schemas['PersonRef'] | undefined): string | undefined => {
    if (person?.id !== visitor) return person?.name;
    return person.name ? t('visitor.named', { name: person.name }) : t('visitor.title');
  };
}

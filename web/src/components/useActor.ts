import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';

const visitor = 'outside';
const rules = 'system';

// Who did something, in words: somebody who came by an outside link is marked as a visitor, what rules did by
// themselves is said in the language of the page.
export function useActor() {
  const { t } = useTranslation();
  return (person: Schemas['PersonRef'] | undefined): string | undefined => {
    if (person?.id === rules) return t('timeline.system');
    if (person?.id !== visitor) return person?.name;
    return person.name ? t('visitor.named', { name: person.name }) : t('visitor.title');
  };
}

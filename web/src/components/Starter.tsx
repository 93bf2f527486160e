import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';

// Who began something; what began by itself has a name in either language.
export function Starter({ person }: { person: Pick<Schemas['Person'], 'id' | 'name'> }) {
  const { t } = useTranslation();
  return <span>{t('task.from', { name: person.id === 'system' ? t('timeline.system') : person.name })}</span>;
}

import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useActor } from './useActor';

// Who began something; what began by itself has a name in either language.
export function Starter({ person }: { person: Pick<Schemas['Person'], 'id' | 'name'> }) {
  const { t } = useTranslation();
  const actor = useActor();
  return <span>{t('task.from', { name: actor(person) })}</span>;
}

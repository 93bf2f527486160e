import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useJoin, useLabel } from '@/lib/language';
import { kinds } from './kinds';

// What a system is told, in words.
export function Wanted({ subscriber }: { subscriber: Schemas['Subscriber'] }) {
  const { t } = useTranslation('subscribers');
  const label = useLabel();
  const join = useJoin();
  const { scope, acts, processes } = subscriber;
  if (scope !== 'chosen') return <span>{t(`scope.${scope}`)}</span>;
  const names = acts.map((act) => (kinds.includes(act) ? t(`kind.${act.replace('.', '_')}`) : act));
  return (
    <>
      <span>{names.length > 0 ? join(names) : t('everyAct')}</span>
      {processes.length > 0 && <span>{t('onlyOf', { processes: join(processes.map((one) => label(one.title))) })}</span>}
    </>
  );
}

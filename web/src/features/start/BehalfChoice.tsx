import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { Panel } from '@/components/Panel';

interface BehalfChoiceProps {
  start: Schemas['ProcessStart'];
  onBehalf: (person: string | undefined) => void;
}

// For whom it is handed in: oneself, or another whose matter it then is.
export function BehalfChoice({ start, onBehalf }: BehalfChoiceProps) {
  const { t } = useTranslation('start');
  const { behalf } = start;
  return (
    <Panel title={t('behalf.title')}>
      <PeoplePicker
        id="start-behalf"
        label={t('behalf.who')}
        value={behalf?.id ?? null}
        known={behalf ? { [behalf.id]: behalf.name } : {}}
        onChange={(person) => onBehalf((person as string | null) ?? undefined)}
      />
      <p className="jw-soft jw-below">{behalf ? t('behalf.for', { name: behalf.name }) : t(start.may_start ? 'behalf.own' : 'behalf.needed')}</p>
    </Panel>
  );
}

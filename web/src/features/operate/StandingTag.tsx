import { useTranslation } from 'react-i18next';
import type { Engine } from '@/api/engine';
import { StateTag } from '@/components/StateTag';
import type { Tone } from '@/lib/tone';

type State = Engine['ProcessInstance']['state'];

const tones: Record<State, Tone> = { ACTIVE: 'active', SUSPENDED: 'warning', COMPLETED: 'good', TERMINATED: 'neutral' };

export function StandingTag({ instance }: { instance: Engine['ProcessInstance'] }) {
  const { t } = useTranslation('operate');
  return (
    <>
      {instance.hasIncident && <StateTag text={t('incident')} tone="bad" />}
      <StateTag text={t(`state.${instance.state}`)} tone={tones[instance.state]} />
    </>
  );
}

import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { toneOfMatter } from '@/lib/tone';
import { StateTag } from './StateTag';

// How a matter stands, in the words of approvals; where it is stuck, that. What runs in the background has only the
// engine's state.
export function MatterState({ matter }: { matter: Pick<Schemas['InstanceRow'], 'state' | 'status'> }) {
  const { t } = useTranslation();
  const text = useLabel();
  const { state, status } = matter;
  return <StateTag text={status && state !== 'incident' ? text(status.title) : t(`instance.${state}`)} tone={toneOfMatter(matter)} />;
}

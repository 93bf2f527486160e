import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { Stamp, StateTag } from '../StateTag';

export function StateLabel({ state }: { state: Schemas['State'] }) {
  return <StateTag text={useLabel()(state.title)} tone={state.tone} />;
}

export function StateStamp({ state }: { state: Schemas['State'] }) {
  return <Stamp text={useLabel()(state.title)} tone={state.tone} />;
}

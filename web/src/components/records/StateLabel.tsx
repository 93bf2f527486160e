import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { Stamp, StateTag } from '../StateTag';

export function StateLabel({ state }: { state: Schemas['State'] }) {
  return <StateTag text={useLabel()(state.title)} tone={state.tone} />;
}

// Of a record that counts nowhere, beside its own state: what its matter came to.
export function VoidedTag({ voided }: { voided: Schemas['Ref'] }) {
  return <StateTag text={useLabel()(voided.title)} />;
}

export function StateStamp({ state }: { state: Schemas['State'] }) {
  return <Stamp text={useLabel()(state.title)} tone={state.tone} />;
}

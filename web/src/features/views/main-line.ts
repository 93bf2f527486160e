import type { Schemas } from '@/api/client';

type State = Schemas['State'];

// The states on the way to the good end, and the present one. What lies beside the way (terminated, withdrawn,
// suspended …) shows only while it is the present one.
export function mainLine(states: State[], transitions: Schemas['RecordType']['transitions'], current: string): State[] {
  const leaves = new Set(transitions.flatMap((transition) => transition.from));
  const ends = states.filter((state) => !leaves.has(state.id));
  const last = ends.find((state) => state.tone === 'good') ?? ends.find((state) => state.tone !== 'bad');
  const end = last ? states.indexOf(last) : states.length - 1;
  const onTheWay = (state: State, place: number) => place < end && leaves.has(state.id) && state.tone !== 'bad';
  return states.filter((state, place) => state.id === current || place === end || onTheWay(state, place));
}

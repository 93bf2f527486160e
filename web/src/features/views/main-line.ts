import type { Schemas } from '@/api/client';

type State = Schemas['State'];
type Transitions = Schemas['RecordType']['transitions'];

// The states on the way to the good end, in the order in which they are declared, and the present one. What leads nowhere
// further on (returned, terminated, suspended …) and what may be left out where the direct way is open (waiting …) shows
// only while it is the present one.
export function mainLine(states: State[], transitions: Transitions, current: string): State[] {
  const place = new Map(states.map((state, at) => [state.id, at]));
  const next = forward(states, transitions, place);
  const end = mainEnd(states, transitions);
  const isLeading = reaching(end, next);
  const onTheWay = (at: number) => isLeading(at) && !isDetour(at, next, isLeading);
  return states.filter((state, at) => state.id === current || onTheWay(at));
}

// For each state those behind it in the order of declaration to which a transition leads; one whose target a rule works out
// leads to the next.
function forward(states: State[], transitions: Transitions, place: Map<string, number>): Set<number>[] {
  return states.map((state, at) => {
    const reached = transitions.filter((one) => one.from.includes(state.id)).map((one) => (one.to ? (place.get(one.to) ?? -1) : at + 1));
    return new Set(reached.filter((to) => to > at));
  });
}

// Of the states that nothing leaves the last good one; without one the last good state, or the last end that is not bad.
function mainEnd(states: State[], transitions: Transitions): number {
  const leaves = new Set(transitions.flatMap((transition) => transition.from));
  const ends = states.filter((state) => !leaves.has(state.id));
  const lastGood = (some: State[]) => some.filter((state) => state.tone === 'good').at(-1);
  const last = lastGood(ends) ?? lastGood(states) ?? ends.filter((state) => state.tone !== 'bad').at(-1);
  return last ? states.indexOf(last) : states.length - 1;
}

// From behind, since every step goes forward.
function reaching(end: number, next: Set<number>[]): (at: number) => boolean {
  const reaches = next.map((_, at) => at === end);
  for (let at = end - 1; at >= 0; at -= 1) reaches[at] = [...(next[at] ?? [])].some((to) => reaches[to]);
  return (at) => reaches[at] ?? false;
}

// Whatever leads to it leads as well to each state behind it.
function isDetour(at: number, next: Set<number>[], isLeading: (at: number) => boolean): boolean {
  const before = next.filter((reached) => reached.has(at));
  const behind = [...(next[at] ?? [])].filter(isLeading);
  return before.length > 0 && behind.length > 0 && before.every((reached) => behind.every((to) => reached.has(to)));
}

import { useEffect, useRef } from 'react';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';

interface StateBarProps {
  states: Schemas['State'][];
  transitions: Schemas['RecordType']['transitions'];
  current: string;
}

// The states of a record in their order, the present one marked. States beside the way to the last
// one (terminated, lost, suspended …) show only while they are the present one.
export function StateBar({ states, transitions, current }: StateBarProps) {
  const text = useLabel();
  const here = useRef<HTMLLIElement>(null);
  const shown = mainLine(states, transitions, current);
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest', inline: 'center' }), [current, shown.length]);
  const at = shown.findIndex((state) => state.id === current);
  return (
    <ol className="jw-state-bar" tabIndex={0}>
      {shown.map((state, place) => (
        <li
          key={state.id}
          ref={place === at ? here : undefined}
          className={place === at ? 'here' : place < at ? 'past' : ''}
          aria-current={place === at ? 'step' : undefined}
        >
          {text(state.title)}
        </li>
      ))}
    </ol>
  );
}

function mainLine(states: Schemas['State'][], transitions: StateBarProps['transitions'], current: string): Schemas['State'][] {
  const leaves = new Set(transitions.flatMap((transition) => transition.from));
  const last = states.findLast((state) => state.tone !== 'bad' && !leaves.has(state.id));
  const end = last ? states.indexOf(last) : states.length - 1;
  const onTheWay = (state: Schemas['State'], place: number) => place < end && leaves.has(state.id) && state.tone !== 'bad';
  return states.filter((state, place) => state.id === current || place === end || onTheWay(state, place));
}

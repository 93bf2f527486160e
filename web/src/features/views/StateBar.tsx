import { useEffect, useRef } from 'react';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';

interface StateBarProps {
  states: Schemas['State'][];
  transitions: Schemas['RecordType']['transitions'];
  current: string;
}

// The states of a record in their order, the present one marked. States that no way leads on from
// and that are not the last (terminated, lost …) show only while they are the present one.
export function StateBar({ states, transitions, current }: StateBarProps) {
  const text = useLabel();
  const here = useRef<HTMLLIElement>(null);
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest', inline: 'center' }), [current]);
  const shown = mainLine(states, transitions, current);
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
  return states.filter((state) => state.id === current || state === last || (leaves.has(state.id) && state.tone !== 'bad'));
}

import { useEffect, useRef } from 'react';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { mainLine } from './main-line';

interface StateBarProps {
  states: Schemas['State'][];
  transitions: Schemas['RecordType']['transitions'];
  current: string;
}

// The states of a record in their order, the present one marked.
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

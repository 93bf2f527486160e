// Whether the session has ended under an open page, so that its frame can ask for the password again.
import { useSyncExternalStore } from 'react';

let ended = false;
const listeners = new Set<() => void>();

export function markSession(state: 'ended' | 'begun') {
  ended = state === 'ended';
  for (const listener of listeners) listener();
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => ended,
  );
}

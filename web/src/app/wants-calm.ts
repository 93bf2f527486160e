// Whether the person asked the system for less motion; pages then come and go at once.
import { useSyncExternalStore } from 'react';

const wish = window.matchMedia('(prefers-reduced-motion: reduce)');

export function useWantsCalm(): boolean {
  return useSyncExternalStore(onWish, () => wish.matches);
}

function onWish(changed: () => void) {
  wish.addEventListener('change', changed);
  return () => wish.removeEventListener('change', changed);
}

import { useRef } from 'react';
import { newActKey } from '@/api/client';

// One key for one act of a form: repeated after a lost answer it acts once; after an answer, be it a
// refusal, the next try is a new act.
export function useActKey() {
  const key = useRef(newActKey());
  return {
    current: () => key.current,
    renew: () => {
      key.current = newActKey();
    },
  };
}

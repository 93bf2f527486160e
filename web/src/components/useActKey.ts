import { useRef } from 'react';
import { newActKey } from '@/api/client';
import { asProblem } from '@/api/problem';

// One key for one act of a form: sent again after a lost answer it acts once. After an answer, be it a refusal, and with
// other words, the next try is a new act.
export function useActKey() {
  const kept = useRef({ key: '', what: '' });
  return {
    of: (...words: unknown[]) => {
      const what = JSON.stringify(words);
      if (!kept.current.key || kept.current.what !== what) kept.current = { key: newActKey(), what };
      return kept.current.key;
    },
    settle: (_: unknown, error: unknown) => {
      if (!error || asProblem(error).status !== 0) kept.current = { key: '', what: '' };
    },
  };
}

import { useEffect, useState } from 'react';

const quietMs = 400;

// A text as it was when it had not changed for a moment.
export function useRested(now: string): string {
  const [rested, setRested] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setRested(now), quietMs);
    return () => clearTimeout(timer);
  }, [now]);
  return rested;
}

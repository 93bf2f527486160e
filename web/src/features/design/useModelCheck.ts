import { useEffect, useState } from 'react';
import { checkModel } from '@/api/check-model';
import type { Schemas } from '@/api/client';

const quietFor = 700; // milliseconds without a change

// The problems of what is drawn, asked for whenever the pen rests; null until the first answer.
export function useModelCheck(process: string, xml: string): { problems: Schemas['ModelProblem'][] | null; isFresh: boolean } {
  const [answer, setAnswer] = useState<{ xml: string; problems: Schemas['ModelProblem'][] } | null>(null);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      checkModel(process, xml)
        .then(({ problems }) => !gone && setAnswer({ xml, problems }))
        .catch(() => undefined); // The next change asks again; publishing says why it cannot.
    }, quietFor);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [process, xml]);
  return { problems: answer?.problems ?? null, isFresh: answer?.xml === xml };
}

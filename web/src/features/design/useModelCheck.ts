import { useEffect, useState } from 'react';
import { checkModel } from '@/api/check-model';
import type { Schemas } from '@/api/client';

const quietFor = 700; // milliseconds without a change

type Problem = Schemas['ModelProblem'];

interface Checked {
  problems: Problem[] | null; // null until the first answer
  warnings: Problem[];
  isFresh: boolean;
}

// What is said of the drawing, asked for whenever the pen rests.
export function useModelCheck(process: string, xml: string): Checked {
  const [answer, setAnswer] = useState<{ xml: string; problems: Problem[]; warnings: Problem[] } | null>(null);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      checkModel(process, xml)
        .then(({ problems, warnings }) => !gone && setAnswer({ xml, problems, warnings }))
        .catch(() => undefined); // The next change asks again; publishing says why it cannot.
    }, quietFor);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [process, xml]);
  return { problems: answer?.problems ?? null, warnings: answer?.warnings ?? [], isFresh: answer?.xml === xml };
}

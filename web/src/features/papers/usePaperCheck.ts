import { useEffect, useState } from 'react';
import type { Schemas } from '@/api/client';
import { checkPaper } from '@/api/paper-templates';

const quietFor = 700; // milliseconds without a change

// The problems of a text, asked for whenever the pen rests; null: not of this text yet.
export function usePaperCheck(paper: string, text: string): Schemas['ModelProblem'][] | null {
  const [answer, setAnswer] = useState<{ text: string; problems: Schemas['ModelProblem'][] } | null>(null);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      checkPaper(paper, text)
        .then(({ problems }) => !gone && setAnswer({ text, problems }))
        .catch(() => undefined); // The next change asks again; publishing says why it cannot.
    }, quietFor);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [paper, text]);
  return answer?.text === text ? answer.problems : null;
}

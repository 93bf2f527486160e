// Steps of a modification as they are put together: from where, to where, or one of both.
import type { Instructions } from '@/api/engine';

export interface Step {
  from?: string;
  to?: string;
}

export function instructionsOf(steps: Step[]): Instructions {
  const all: Instructions = { activate: [], terminate: [], move: [] };
  for (const { from, to } of steps) {
    if (from && to) all.move.push({ from, to });
    else if (from) all.terminate.push(from);
    else if (to) all.activate.push(to);
  }
  return all;
}

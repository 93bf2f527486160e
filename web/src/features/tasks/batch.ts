import type { Schemas } from '@/api/client';

type Row = Pick<Schemas['TaskRow'], 'key' | 'at_once'>;
type Outcome = Schemas['OutcomeAtOnce'];

// The outcomes that every one of the tasks can be given, called the same in all of them; one wants words where any task does.
export function sharedOutcomes(tasks: Row[]): Outcome[] {
  const [first, ...others] = tasks;
  return (first?.at_once ?? []).flatMap((outcome) => {
    const same = others.map((task) => task.at_once?.find((one) => one.id === outcome.id && one.title.zh === outcome.title.zh));
    if (same.some((one) => one === undefined)) return [];
    return [{ ...outcome, needs_opinion: outcome.needs_opinion || same.some((one) => one?.needs_opinion) }];
  });
}

// Which of the outcomes want words: the box says so before one of them is refused.
export function wantingWords(outcomes: Outcome[]): { need: 'none' | 'some' | 'all'; outcomes: Outcome[] } {
  const wanting = outcomes.filter((outcome) => outcome.needs_opinion);
  if (wanting.length === 0) return { need: 'none', outcomes: wanting };
  return { need: wanting.length === outcomes.length ? 'all' : 'some', outcomes: wanting };
}

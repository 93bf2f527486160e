import type { Schemas } from '@/api/client';

type Row = Pick<Schemas['TaskRow'], 'key' | 'at_once' | 'record_version'>;
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

// The tasks that an outcome wants words for.
export function needingWords<T extends Row>(tasks: T[], outcome: string): T[] {
  return tasks.filter((task) => task.at_once?.some((one) => one.id === outcome && one.needs_opinion));
}

export interface Needed<T> {
  outcomes: Outcome[];
  tasks: T[];
}

// Where only some of the tasks want words: which do, and for which outcomes.
export function neededBySome<T extends Row>(tasks: T[], outcomes: Outcome[]): Needed<T>[] {
  const found: Needed<T>[] = [];
  for (const outcome of outcomes) {
    const needing = needingWords(tasks, outcome.id);
    if (needing.length === 0 || needing.length === tasks.length) continue;
    const alike = found.find((one) => one.tasks.length === needing.length && one.tasks.every((task) => needing.includes(task)));
    if (alike) alike.outcomes.push(outcome);
    else found.push({ outcomes: [outcome], tasks: needing });
  }
  return found;
}

export interface Share {
  tasks: string[];
  opinion?: string;
  record_versions?: Record<string, number>;
}

// How tasks are decided with these words: all with the same, or those alone with them that want them.
export function sharesOf(tasks: Row[], outcome: string, opinion: string, onlyWhereNeeded: boolean): Share[] {
  const said = opinion.trim() || undefined;
  const needing = needingWords(tasks, outcome);
  const others = tasks.filter((task) => !needing.includes(task));
  if (!said || !onlyWhereNeeded || needing.length === 0 || others.length === 0) return [shareOf(tasks, said)];
  return [shareOf(needing, said), shareOf(others)];
}

// What is decided is what the list showed.
function shareOf(tasks: Row[], opinion?: string): Share {
  const seen = tasks.flatMap(({ key, record_version: version }) => (version === undefined ? [] : [[key, version] as const]));
  return { tasks: tasks.map((task) => task.key), opinion, record_versions: seen.length > 0 ? Object.fromEntries(seen) : undefined };
}

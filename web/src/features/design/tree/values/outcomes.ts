// `jw:outcomes` and what stands beside it of each: its English name and what it does to the record.
import type { Settings } from '../model';

export interface Outcome {
  id: string;
  title: string;
}

// Nothing of what is not understood; of a step that names none those of its kind.
export function outcomesIn(settings: Settings, usual: Outcome[]): Outcome[] | null {
  const parts = (settings['jw:outcomes'] ?? '').split(',').map((part) => part.trim()).filter(Boolean);
  if (parts.length === 0) return usual;
  const read: Outcome[] = [];
  for (const part of parts) {
    const [id, title = id] = part.split(/:(.*)/s).map((each) => each.trim());
    if (!/^[a-z][a-z0-9_]*$/.test(id) || read.some((each) => each.id === id)) return null;
    read.push({ id, title });
  }
  return read;
}

export function outcomesText(outcomes: Outcome[]): string {
  return outcomes.map(({ id, title }) => `${id}:${title}`).join(', ');
}

// An id that none of them has yet.
export function freshId(outcomes: Outcome[]): string {
  let number = outcomes.length + 1;
  while (outcomes.some((each) => each.id === `choice_${number}`)) number += 1;
  return `choice_${number}`;
}

export const englishOf = (id: string) => `jw:on.${id}.title_en`;
export const transitionOf = (id: string) => `jw:on.${id}.transition`;

// What is wrong with the name of a conclusion, as the key of its words.
export function wrongTitle(outcomes: Outcome[], { id, title }: Outcome): 'empty' | 'comma' | 'twice' | null {
  if (!title.trim()) return 'empty';
  if (title.includes(',')) return 'comma';
  return outcomes.some((each) => each.id !== id && each.title.trim() === title.trim()) ? 'twice' : null;
}

// What a card says of its step, and what is missing in it.
import type { TFunction } from 'i18next';
import { candidateWords, entriesOf, type Named } from '@/lib/candidate-words';
import { durationWords } from '@/lib/duration-words';
import type { Label } from '@/lib/language';
import type { TreeNode } from './model';

export interface FieldChoice extends Named {
  type?: string;
  options?: Named[]; // of a choice
  columns?: FieldChoice[]; // of a list
  isMany?: boolean;
  isNeverShown?: boolean; // no form shows it
  isReadOnly?: boolean; // computed, or set by rules
}

// What the designer chooses from: all are given by the page that it stands on.
export interface Choices {
  roles: Named[];
  people: Named[];
  positions: Named[];
  units: Named[];
  fields: FieldChoice[]; // of the record that the process is about
  transitions: Named[];
  processes: Named[];
  texts?: Record<string, Label>; // the words of the model that have an English text elsewhere
}

// The name of a step in the language of the page, as far as it has one.
export function stepName(node: TreeNode, { texts }: Pick<Choices, 'texts'>, language: string): string {
  if (language !== 'en') return node.name;
  const known = texts?.[node.id];
  return node.settings['jw:title_en'] || (known?.zh === node.name && known.en) || node.name;
}

export function summaryOf(node: TreeNode, choices: Choices, t: TFunction<'tree'>): string {
  const { settings } = node;
  const who = (value?: string) => entriesOf(value).map((each) => candidateWords(each, choices, t)).join(t('comma'));
  switch (node.kind) {
    case 'approve':
    case 'handle':
      return [who(settings['jw:candidates']), t(`policy.${settings['jw:policy'] || 'any'}`)].filter(Boolean).join(' · ');
    case 'copy':
      return who(settings.to);
    case 'call':
      return choices.processes.find((each) => each.id === settings.process)?.title ?? settings.process ?? '';
    case 'delay':
      return settings.wait ? t('said.wait', { time: durationWords(settings.wait, t) }) : '';
    case 'start':
      return settings.starters ? t('said.starters', { who: who(settings.starters) }) : t('said.noStarters');
    case 'automatic':
      return t('said.automatic');
    default:
      return '';
  }
}

// The keys of the words for what a step lacks to run.
export function missingIn(node: TreeNode): string[] {
  const { settings } = node;
  const lacks: string[] = [];
  if (['approve', 'handle'].includes(node.kind) && !settings['jw:candidates']) lacks.push('missing.who');
  if (['ratio', 'weight', 'count', 'formula'].includes(settings['jw:policy']) && !settings['jw:pass']) lacks.push('missing.pass');
  if (node.kind === 'copy' && !settings.to) lacks.push('missing.to');
  if (node.kind === 'copy' && !settings.title) lacks.push('missing.title');
  if (node.kind === 'call' && !settings.process) lacks.push('missing.process');
  if (node.kind === 'delay' && !settings.wait) lacks.push('missing.wait');
  if (['approve', 'handle', 'copy', 'call', 'delay'].includes(node.kind) && !node.name) lacks.push('missing.name');
  return lacks;
}

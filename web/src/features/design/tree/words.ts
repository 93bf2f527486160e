// What a card says of its step, and what is missing in it.
import type { TFunction } from 'i18next';
import type { Label } from '@/lib/language';
import type { TreeNode } from './model';
import { durationWords } from './values/duration';

export interface Named {
  id: string;
  title: string;
}

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

// The entries of a list that is separated by commas; one FEEL expression is one entry.
export function entriesOf(value = ''): string[] {
  if (value.trim().startsWith('=')) return [value.trim()];
  return value.split(',').map((each) => each.trim()).filter(Boolean);
}

// An entry of `jw:candidates` in words: 直属主管, 角色：公司领导.
export function candidateWords(entry: string, choices: Choices, t: TFunction<'tree'>): string {
  if (entry.startsWith('=')) return t('who.formula');
  const [kind, subject = '', more = ''] = entry.split(':');
  const named = (list: Named[], id: string) => list.find((each) => each.id === id)?.title ?? id;
  switch (kind) {
    case 'position':
      return named(choices.positions, subject);
    case 'role':
      return named(choices.roles, subject);
    case 'person':
      return named(choices.people, subject);
    case 'unit':
      return more ? t('said.unitBelow', { name: named(choices.units, subject) }) : t('said.unit', { name: named(choices.units, subject) });
    case 'field':
      return t('said.field', { name: named(choices.fields, subject) });
    case 'parent.field':
      return t('said.parentField', { name: subject });
    case 'unit_head':
      return subject === 'field' ? t('said.unitHeadOf', { name: named(choices.fields, more) }) : t('who.unit_head');
    case 'superior':
      return !more || more === '1' ? t('said.superior') : t('said.superiorAt', { level: more });
    case 'superiors':
      return t('said.superiors', { level: more || '1' });
    case 'unit_heads':
      return t('said.unitHeads', { level: more || '1' });
    case 'choice':
      return t(subject === 'previous' ? 'who.choice_previous' : 'who.choice_starter');
    case 'starter':
      return t('who.starter');
    case 'everyone':
      return t('who.everyone');
    default:
      return named(choices.roles, entry);
  }
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

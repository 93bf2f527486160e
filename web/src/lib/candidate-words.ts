// Whom a setting like `jw:candidates` names, in words.
import type { TFunction } from 'i18next';

export interface Named {
  id: string;
  title: string;
}

// What its entries may name.
export interface Titles {
  roles: Named[];
  people: Named[];
  positions: Named[];
  units: Named[];
  fields: Named[]; // of the record that the process is about
}

// The entries of a list that is separated by commas; one FEEL expression is one entry.
export function entriesOf(value = ''): string[] {
  if (value.trim().startsWith('=')) return [value.trim()];
  return value.split(',').map((each) => each.trim()).filter(Boolean);
}

// An entry of `jw:candidates` in words: 直属主管, 角色：公司领导.
export function candidateWords(entry: string, known: Titles, t: TFunction<'tree'>): string {
  if (entry.startsWith('=')) return t('who.formula');
  const [kind, subject = '', more = ''] = entry.split(':');
  const named = (list: Named[], id: string) => list.find((each) => each.id === id)?.title ?? id;
  switch (kind) {
    case 'position':
      return named(known.positions, subject);
    case 'role':
      return named(known.roles, subject);
    case 'person':
      return named(known.people, subject);
    case 'unit':
      return more ? t('said.unitBelow', { name: named(known.units, subject) }) : t('said.unit', { name: named(known.units, subject) });
    case 'field':
      return t('said.field', { name: named(known.fields, subject) });
    case 'parent.field':
      return t('said.parentField', { name: subject });
    case 'unit_head':
      return subject === 'field' ? t('said.unitHeadOf', { name: named(known.fields, more) }) : t('who.unit_head');
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
      return named(known.roles, entry);
  }
}

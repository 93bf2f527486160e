// How each kind of thing that a condition looks at may be compared.
import type { Named } from '@/lib/candidate-words';
import type { FieldChoice } from '../words';
import { type Comparison, type Condition, conditionOf, type Operator, type Value } from './condition';

// What a condition may look at: who started it, a field of the record, or how an earlier step ended.
export interface Subject extends FieldChoice {
  path: string;
  groups?: { title: string; options: Named[] }[]; // of posts: positions, roles
}

const measured = ['number', 'money', 'date'];
const comparable = [...measured, 'choice', 'boolean', 'text', 'person', 'unit'];
export const isComparable = ({ type, isMany, isNeverShown }: FieldChoice) => comparable.includes(type ?? '') && !isMany && !isNeverShown;

export const isChosen = (type: string | undefined) => ['choice', 'person', 'unit', 'post'].includes(type ?? '');

export function operatorsOf(type: string | undefined): Operator[] {
  if (measured.includes(type ?? '')) return ['>', '>=', '<', '<=', '=', '!='];
  if (type === 'choice' || type === 'person') return ['=', '!=', 'in'];
  if (type === 'unit') return ['within', 'not within', '=', '!='];
  if (type === 'post') return ['holds', 'not holds'];
  return type === 'boolean' ? ['='] : ['=', '!='];
}

// Whether the values of the operator are a list.
export const isListed = (operator: Operator) => operator === 'in' || operator.endsWith('within');

export const optionsOf = ({ options = [], groups }: Subject): Named[] => groups?.flatMap((each) => each.options) ?? options;

function fits(subject: Subject, value: Value | null): boolean {
  const { type } = subject;
  if (type === 'number' || type === 'money') return typeof value === 'number';
  if (type === 'date') return typeof value === 'object' && !Array.isArray(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (isChosen(type)) return (Array.isArray(value) ? value : [value]).every((each) => optionsOf(subject).some(({ id }) => id === each));
  return typeof value === 'string';
}

// The rows that say the condition: each looks at something known, with a value that fits.
export function shownRows(feel: string, subjects: Subject[]): Condition | null {
  const read = conditionOf(feel);
  return read?.rows.every((row) => subjects.some((each) => each.path === row.path && operatorsOf(each.type).includes(row.operator) && fits(each, row.value))) ? read : null;
}

export function blank({ path, type }: Subject): Comparison {
  return { path, operator: operatorsOf(type)[0], value: null };
}

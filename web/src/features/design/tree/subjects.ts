// What the conditions of a block may look at, and how they read in words.
import type { TFunction } from 'i18next';
import { outcomesOf } from '../settings';
import { isComparable, type Subject } from './ConditionInput';
import { allNodes, type Tree } from './model';
import { conditionOf, type Value } from './values/condition';
import { type Choices, stepName } from './words';

// The fields of the record, and how the people's steps before the block ended.
export function subjectsFor(tree: Tree, block: string, choices: Choices, language: string, outcomeOf: (step: string) => string): Subject[] {
  const fields = choices.fields.filter((each) => isComparable(each.type)).map((each) => ({ ...each, path: `record.${each.id}` }));
  const nodes = allNodes(tree.nodes);
  const before = nodes.slice(0, nodes.findIndex((node) => node.id === block)).filter((node) => node.kind === 'approve' || node.kind === 'handle');
  const steps = before.map((node): Subject => {
    const known = (id: string) => choices.texts?.[`${node.id}.outcomes.${id}`];
    const options = outcomesOf((name) => node.settings[name] ?? '', language === 'en' ? 'en' : 'zh-CN', known);
    return { id: node.id, path: `${node.id}.outcome`, title: outcomeOf(stepName(node, choices, language) || node.id), type: 'choice', options };
  });
  return [...fields, ...steps];
}

// FEEL that is no rows is told as it stands.
export function conditionWords(feel: string, subjects: Subject[], t: TFunction<'tree'>): string {
  const read = conditionOf(feel);
  if (!read?.rows.every((row) => subjects.some((each) => each.path === row.path))) return feel;
  return read.rows
    .map(({ path, operator, value }) => {
      const subject = subjects.find((each) => each.path === path)!;
      return t('condition.said', { subject: subject.title, operator: t(`operator.${operator}`), value: valueWords(value, subject, t) });
    })
    .join(t(`condition.joined.${read.join}`));
}

function valueWords(value: Value | null, subject: Subject, t: TFunction<'tree'>): string {
  const named = (id: string) => subject.options?.find((each) => each.id === id)?.title ?? id;
  if (Array.isArray(value)) return value.map(named).join(t('comma'));
  if (typeof value === 'string') return named(value);
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
  return value?.date ?? '';
}

// What the conditions of a block may look at, and how they read in words.
import type { TFunction } from 'i18next';
import { outcomesOf } from '../settings';
import { allNodes, type Tree } from './model';
import { isComparable, optionsOf, type Subject } from './values/comparing';
import { conditionOf, starterPost, starterUnit, type Value } from './values/condition';
import { type Choices, stepName } from './words';

// Who started it, the fields of the record, and how the people's steps before the block ended.
export function subjectsFor(tree: Tree, block: string, choices: Choices, language: string, t: TFunction<'tree'>): Subject[] {
  const fields = choices.fields.filter(isComparable).map((each): Subject => ({ ...each, path: `record.${each.id}`, options: optionsFor(each.type, choices) ?? each.options }));
  const nodes = allNodes(tree.nodes);
  const before = nodes.slice(0, nodes.findIndex((node) => node.id === block)).filter((node) => node.kind === 'approve' || node.kind === 'handle');
  const steps = before.map((node): Subject => {
    const known = (id: string) => choices.texts?.[`${node.id}.outcomes.${id}`];
    const options = outcomesOf((name) => node.settings[name] ?? '', language === 'en' ? 'en' : 'zh-CN', known);
    return { id: node.id, path: `${node.id}.outcome`, title: t('condition.outcomeOf', { step: stepName(node, choices, language) || node.id }), type: 'choice', options };
  });
  return [...starterSubjects(choices, t), ...fields, ...steps];
}

function starterSubjects(choices: Choices, t: TFunction<'tree'>): Subject[] {
  const posts = [
    { title: t('condition.positions'), options: choices.positions },
    { title: t('condition.roles'), options: choices.roles },
  ];
  const all: Subject[] = [
    { id: 'unit', path: starterUnit, title: t('condition.starterUnit'), type: 'unit', options: choices.units },
    { id: 'post', path: starterPost, title: t('condition.starterPost'), type: 'post', groups: posts.filter((each) => each.options.length > 0) },
    { id: 'starter', path: 'starter', title: t('condition.starter'), type: 'person', options: choices.people },
  ];
  return all.filter((each) => optionsOf(each).length > 0);
}

function optionsFor(type: string | undefined, choices: Choices) {
  if (type === 'person') return choices.people;
  return type === 'unit' ? choices.units : undefined;
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
  const named = (id: string) => optionsOf(subject).find((each) => each.id === id)?.title ?? id;
  if (Array.isArray(value)) return value.map(named).join(t('comma'));
  if (typeof value === 'string') return named(value);
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
  return value?.date ?? '';
}

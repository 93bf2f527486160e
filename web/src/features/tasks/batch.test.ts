import { expect, test } from 'vitest';
import { sharedOutcomes, wantingWords } from './batch';

const outcome = (id: string, zh: string, needs_opinion = false) => ({ id, title: { zh, en: id }, tone: 'neutral' as const, needs_opinion });
const agree = outcome('agree', '同意');
const disagree = outcome('disagree', '不同意');
const task = (key: string, ...at_once: ReturnType<typeof outcome>[]) => ({ key, at_once });

test('what all tasks can be given is offered', () => {
  expect(sharedOutcomes([task('1', agree, disagree), task('2', disagree, agree)])).toEqual([agree, disagree]);
  expect(sharedOutcomes([task('1', agree, disagree), task('2', agree)])).toEqual([agree]);
});

test('outcomes of one name that mean another thing are not the same', () => {
  expect(sharedOutcomes([task('1', outcome('ok', '签批')), task('2', outcome('ok', '通过'))])).toEqual([]);
  expect(sharedOutcomes([task('1', agree), task('2', outcome('ok', '签批'))])).toEqual([]);
});

test('words are wanted where one of the tasks wants them', () => {
  const strict = outcome('disagree', '不同意', true);
  expect(sharedOutcomes([task('1', agree, disagree), task('2', agree, strict)])).toEqual([agree, strict]);
});

test('nothing is offered for nothing', () => {
  expect(sharedOutcomes([])).toEqual([]);
  expect(sharedOutcomes([{ key: '1' }])).toEqual([]);
});

test('it is known beforehand which outcomes want words', () => {
  const strict = outcome('disagree', '不同意', true);
  expect(wantingWords([agree, disagree]).need).toBe('none');
  expect(wantingWords([agree, strict])).toEqual({ need: 'some', outcomes: [strict] });
  expect(wantingWords([strict]).need).toBe('all');
});

import { expect, test } from 'vitest';
import { neededBySome, needingWords, sharedOutcomes, sharesOf, wantingWords } from './batch';

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

const strictAgree = outcome('agree', '同意', true);
const strictDisagree = outcome('disagree', '不同意', true);
const easy = task('1', agree, strictDisagree);
const strict = task('2', strictAgree, strictDisagree);

test('where some want words they are named, with the outcomes they want them for', () => {
  expect(needingWords([easy, strict], 'agree')).toEqual([strict]);
  expect(neededBySome([easy, strict], sharedOutcomes([easy, strict]))).toEqual([{ outcomes: [strictAgree], tasks: [strict] }]);
  expect(neededBySome([task('1', agree, disagree), strict], [agree, disagree])).toEqual([{ outcomes: [agree, disagree], tasks: [strict] }]);
});

test('where all want words or none does, nobody is named', () => {
  expect(neededBySome([strict], [strictAgree])).toEqual([]);
  expect(neededBySome([task('1', agree)], [agree])).toEqual([]);
});

test('words go to all, or to those alone that want them', () => {
  expect(sharesOf([easy, strict], 'agree', ' 同意 ', false)).toEqual([{ tasks: ['1', '2'], opinion: '同意' }]);
  expect(sharesOf([easy, strict], 'agree', '同意', true)).toEqual([{ tasks: ['2'], opinion: '同意' }, { tasks: ['1'] }]);
  expect(sharesOf([easy, strict], 'disagree', '否', true)).toEqual([{ tasks: ['1', '2'], opinion: '否' }]);
  expect(sharesOf([easy], 'agree', '好', true)).toEqual([{ tasks: ['1'], opinion: '好' }]);
  expect(sharesOf([easy], 'agree', ' ', true)).toEqual([{ tasks: ['1'] }]);
});

test('what the list showed goes with what is decided from it', () => {
  const seen = (key: string, record_version?: number) => ({ ...task(key, agree), record_version });
  expect(sharesOf([seen('1', 3), seen('2', 8), seen('3')], 'agree', '', true)).toEqual([{ tasks: ['1', '2', '3'], record_versions: { 1: 3, 2: 8 } }]);
  const strictly = { ...strict, record_version: 5 };
  expect(sharesOf([seen('1', 3), strictly], 'agree', '好', true)).toEqual([
    { tasks: ['2'], opinion: '好', record_versions: { 2: 5 } },
    { tasks: ['1'], record_versions: { 1: 3 } },
  ]);
});

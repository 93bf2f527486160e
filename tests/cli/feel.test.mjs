// `jingwei feel`: one expression, a conversation, a batch.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { batch, run } from '../support/command.mjs';

let folder;
const file = (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
before(() => (folder = mkdtempSync(join(tmpdir(), 'jingwei-cli-'))));
after(() => rmSync(folder, { recursive: true }));

const feel = (...args) => run(['feel', ...args]);
const results = (...lines) => batch(['feel'], lines).lines;

test('an expression is printed as FEEL that reads back', () => {
  assert.deepEqual(feel('0.1 + 0.2'), { code: 0, out: '0.3\n', err: '' });
  assert.equal(feel('date("2026-03-02") + duration("P1D")').out, '@"2026-03-03"\n');
  assert.equal(feel('for x in 1..3 return x * x').out, '[1, 4, 9]\n');
});

test('names come from a file of JSON or FEEL, or from the standard input', () => {
  const json = file('names.json', '{"net amount": 100, "due": {"@date": "2026-03-02"}}');
  assert.equal(feel('net amount * 1.13', '--context', json).out, '113\n');
  assert.equal(feel('due.month', '--context', json).out, '3\n');
  assert.equal(feel('a + b', '--context', file('names.feel', '{a: 1, b: a + 1}')).out, '3\n');
  assert.equal(run(['feel', 'x', '--context', '-'], '{"x": 0.12345678901234567890}').out, '0.1234567890123456789\n');
});

test('why a value is null is told beside it', () => {
  const { code, out, err } = feel('1 / 0');
  assert.deepEqual([code, out], [0, 'null\n']);
  assert.match(err, /1:\d+/);
});

test('the dialect decides what is known', () => {
  assert.equal(feel('is defined(1)', '--dialect', 'camunda').out, 'true\n');
  for (const standard of [[], ['--dialect', 'standard']]) {
    const { out, err } = feel('is defined(1)', ...standard);
    assert.equal(out, 'null\n');
    assert.match(err, /unknown function: is defined/);
  }
  const names = file('camunda.feel', '{a: get or else(null, 7)}');
  assert.equal(feel('a', '--context', names).out, 'null\n');
  assert.equal(feel('a', '--context', names, '--dialect', 'camunda').out, '7\n');
});

test('what cannot be read is refused with its place', () => {
  const refused = (code, wanted, ...args) => {
    const answer = feel(...args);
    assert.equal(answer.code, code, answer.err);
    assert.equal(answer.out, '');
    assert.match(answer.err, wanted);
  };
  refused(1, /feel\.syntax[^]*1:4/, '1 +');
  refused(1, /cli\.no_file[^]*nothing\.json/, '1', '--context', join(folder, 'nothing.json'));
  refused(1, /cli\.no_file/, '1', '--context', folder);
  refused(1, /feel\.json[^]*bad\.json:2:1/, '1', '--context', file('bad.json', '{"a": 1,\n}'));
  refused(1, /request\.wrong_type[^]*list\.json[^]*list/, '1', '--context', file('list.json', '[1]'));
  refused(1, /feel\.syntax[^]*bad\.feel:1:/, '1', '--context', file('bad.feel', '{a: }'));
  refused(2, /--dialect/, '1', '--dialect', 'klingon');
  refused(2, /--batch/, '1', '--batch');
});

test('a conversation answers line by line and goes on after a mistake', () => {
  const { code, out, err } = run(['feel'], ['1 + 1', ':context {顾客: {等级: 3}}', '顾客.等级 > 2', '1 +', ':context', '[1]', ':nothing', '', ':quit', '5'].join('\n'));
  assert.equal(code, 0);
  assert.equal(out, '2  : number\ntrue  : boolean\n{顾客: {等级: 3}}\n[1]  : list\n');
  assert.match(err, /feel\.syntax/);
  assert.match(err, /:nothing/);
});

test('a conversation explains itself', () => {
  assert.match(run(['feel'], ':help').out, /:context.*\n.*:context[^]*:quit/);
});

test('a batch answers every line in order', () => {
  assert.deepEqual(
    results(
      { id: 'a', kind: 'expression', expr: 'x + 1', context: { x: 41 } },
      { id: 'b', kind: 'unary', expr: '> limit', input: 7, context: { limit: 5 } },
      { id: 'c', expr: 'd + @"P1D"', context_feel: '{d: @"2026-03-01"}' },
      { id: 'd', expr: '`a b`', context: { 'a b': 1 }, dialect: 'camunda' },
      { id: 'e', expr: '1 / 3' },
      { id: 'f', expr: 't', context: { t: { '@dayTimeDuration': 'PT90M' } } },
    ),
    [
      { id: 'a', result: 42 },
      { id: 'b', result: true },
      { id: 'c', result: { '@date': '2026-03-02' } },
      { id: 'd', result: 1 },
      { id: 'e', result: { '@number': '0.3333333333333333333333333333333333' } },
      { id: 'f', result: { '@dayTimeDuration': 'PT1H30M' } },
    ],
  );
});

test('a batch never stops at a bad line', () => {
  const lines = results('{', '5', { id: 1 }, { id: 2, expr: '1 +' }, { id: 3, expr: 'x', context_feel: '{' }, { id: 4, expr: '1' });
  assert.equal(lines.length, 6);
  for (const [i, parse] of [false, false, false, true, true].entries()) {
    assert.equal(typeof lines[i].error, 'string');
    assert.equal(lines[i].parse, parse);
  }
  assert.deepEqual(lines[5], { id: 4, result: 1 });
});

test('an error in evaluation is null, its reason goes to standard error', () => {
  const { lines, err } = batch(['feel'], [{ id: 'z', expr: '1 / 0' }]);
  assert.deepEqual(lines, [{ id: 'z', result: null }]);
  assert.match(err, /z: .*1:\d+/);
});

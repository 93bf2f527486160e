// Sets our FEEL and DMN beside npm `feelin` on this machine, in one run: the same expressions and tables, the
// results compared first. Usage: node bench/feel.mjs FEEL_BENCH DMN_BENCH
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

import { kept, kept_test, read_and_evaluate } from './feelin.mjs';
import { hold } from './support/bar.mjs';

const { context, expressions } = JSON.parse(readFileSync(new URL('./feel_cases.json', import.meta.url)));
const lines = (program) =>
  execFileSync(program, { encoding: 'utf8' }).trim().split('\n').map((line) => JSON.parse(line));

// The least of many short rounds, since others use the machine, too; the first ones are for the compiler.
function nanoseconds(work) {
  const timed = (times) => {
    const start = process.hrtime.bigint();
    for (let i = 0; i < times; ++i) work();
    return Number(process.hrtime.bigint() - start);
  };
  let times = 1;
  for (let start = process.hrtime.bigint(); process.hrtime.bigint() - start < 5e7; ) work();
  while (timed(times) < 1e5) times *= 2;
  let least = Infinity;
  for (let round = 0, spent = 0; round < 500 && spent < 3e8; ++round) {
    const time = timed(times);
    least = Math.min(least, time / times);
    spent += time;
  }
  return least;
}

function same(ours, theirs) {
  if (typeof ours === 'number' && typeof theirs === 'number') return Math.abs(ours - theirs) < 1e-9;
  return isDeepStrictEqual(ours, JSON.parse(JSON.stringify(theirs)));
}
function ensure_same(name, ours, theirs) {
  if (!same(ours, theirs)) throw new Error(`${name}: ${JSON.stringify(ours)} here, ${JSON.stringify(theirs)} there`);
}

const mean = (ratios) => Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
const column = (value) => String(value).padStart(12);
const row = (name, ...values) => console.log(name.padEnd(18) + values.map(column).join(''));

function compare_expressions(measured) {
  row('ns an evaluation', 'cold', 'feelin', 'ratio', 'warm', 'feelin', 'ratio');
  const ratios = { cold: [], warm: [] };
  for (const { name, value, cold, warm } of measured) {
    const text = expressions[name];
    const again = kept(text, context);
    ensure_same(name, value, read_and_evaluate(text, context));
    ensure_same(name, value, again());
    const there = { cold: nanoseconds(() => read_and_evaluate(text, context)), warm: nanoseconds(again) };
    ratios.cold.push(there.cold / cold);
    ratios.warm.push(there.warm / warm);
    row(name, cold.toFixed(0), there.cold.toFixed(0), (there.cold / cold).toFixed(1), warm.toFixed(0),
      there.warm.toFixed(0), (there.warm / warm).toFixed(1));
  }
  row('geometric mean', '', '', mean(ratios.cold).toFixed(1), '', '', mean(ratios.warm).toFixed(1));
  return Math.min(mean(ratios.cold), mean(ratios.warm));
}

// The tables of bench/dmn.cc, tested rule by rule: feelin has no decision tables of its own.
function feelin_table(rules) {
  const tests = Array.from({ length: rules }, (_, i) => [
    kept_test(`[${i * 10}..${i * 10 + 10})`),
    kept_test(`"level ${i % 3}", "level ${i % 5}"`),
  ]);
  return (turn) => {
    const rule = (turn * 7919) % rules;
    const level = `level ${rule % 5}`;
    return tests.findIndex(([first, second]) => first(rule * 10 + 5) && second(level));
  };
}

function compare_tables(measured) {
  console.log();
  row('decisions a second', 'here', 'feelin', 'ratio', 'bytes');
  for (const { rules, value, rate, bytes } of measured) {
    const decide = feelin_table(rules);
    ensure_same(`${rules} rules`, value, value.map((_, turn) => decide(turn)));
    // A round meets rules of all places alike, or the quickest would be one that met the first ones.
    const turns = Math.min(rules, 100);
    const round = nanoseconds(() => {
      for (let turn = 0; turn < turns; ++turn) decide(turn);
    });
    const there = (1e9 * turns) / round;
    row(`${rules} rules`, rate.toFixed(0), there.toFixed(0), (rate / there).toFixed(1), bytes);
  }
}

function print_reading(measured) {
  console.log();
  row('ns a byte read', '10 kB', '100 kB', '1 MB');
  for (const { reading, ...sizes } of measured) row(reading, ...Object.values(sizes).map((one) => one.toFixed(0)));
}

const [feel_bench, dmn_bench] = process.argv.slice(2);
const measured = lines(feel_bench);
const headline = compare_expressions(measured.filter((one) => one.name));
print_reading(measured.filter((one) => one.reading));
compare_tables(lines(dmn_bench));
console.log();
hold('FEEL, times as fast as feelin, the worse of cold and warm', headline, '>=', 20);

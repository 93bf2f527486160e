// Sets our engine beside npm `bpmn-engine` on this machine, in one run: the same models from start to end, the results
// compared first. Theirs keeps everything in memory; ours writes every instance down, with and without waiting for the
// disk. Usage: node bench/bpmn.mjs BPMN_BENCH
import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

import * as Elements from 'bpmn-elements';
import { Engine } from 'bpmn-engine';
import BpmnModdle from 'bpmn-moddle';
import serialize, { TypeResolver } from 'moddle-context-serializer';

import { hold } from './support/bar.mjs';

const models = ['sequence', 'parallel', 'nested'];
const seconds = 5;
const file = (name) => fileURLToPath(new URL(`./models/${name}.bpmn`, import.meta.url));

// The model is read once, as by us.
async function read(name) {
  return serialize(await new BpmnModdle().fromXML(readFileSync(file(name), 'utf8')), TypeResolver(Elements));
}

async function completed(sourceContext) {
  const ids = [];
  const listener = new EventEmitter();
  listener.on('activity.end', ({ id }) => ids.push(id));
  const engine = Engine({ name: 'one', sourceContext });
  const ended = engine.waitFor('end');
  await engine.execute({ listener });
  await ended;
  return ids;
}

async function rate(sourceContext) {
  let instances = 0;
  const begin = process.hrtime.bigint();
  const spent = () => Number(process.hrtime.bigint() - begin) / 1e9;
  for (; spent() < seconds; ++instances) {
    const engine = Engine({ name: 'one', sourceContext });
    const ended = engine.waitFor('end');
    await engine.execute();
    await ended;
  }
  return instances / spent();
}

const lines = execFileSync(process.argv[2], models.map(file), { encoding: 'utf8' }).trim().split('\n');
console.log('model       bpmn-engine   ours, not synced       ours, durable');
for (const [i, name] of models.entries()) {
  const ours = JSON.parse(lines[i]);
  const sourceContext = await read(name);
  const theirs = await completed(sourceContext);
  if (!isDeepStrictEqual(theirs.toSorted(), ours.completed.toSorted()))
    throw new Error(`${name}: ${ours.completed} here, ${theirs} there`);
  await rate(sourceContext);
  const there = await rate(sourceContext);
  const told = (here) => `${here.toFixed(0).padStart(8)}/s ${(here / there).toFixed(0).padStart(5)} times`;
  console.log(`${name.padEnd(12)}${there.toFixed(0).padStart(8)}/s  ${told(ours.unsynced)}  ${told(ours.durable)}`);
  hold(`${name}, not synced, times bpmn-engine`, ours.unsynced / there, '>=', 20);
  hold(`${name}, durable, times bpmn-engine`, ours.durable / there, '>=', 5);
}

// Many tasks of many people: how long the first page of what is to do and its numbers take, how many tasks are completed in a
// second, each with a form, a record and its change of state, and how long the whole path of thirty steps takes to be foretold.
// Usage: script/bench tasks [tasks in thousands]
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Program } from '../tests/support/program.mjs';
import { hold } from './support/bar.mjs';
import { drawn } from './tasks/drawn.mjs';
import { multiply } from './tasks/multiply.mjs';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const copies = Number(process.argv[2] ?? 1000);
const callers = join(top, 'build/release/tasks_bench');
const begun = 1000; // by the program itself; the rest are copies of their rows
const persons = 10_000;
const signedIn = 100;
const perSecond = 50;

const person = (at) => `p${String(at).padStart(4, '0')}`;
const ok = (answer) => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body;
};

// In groups, so that the program and not this one is busy.
async function each(items, callers, act) {
  const left = [...items];
  const work = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: callers }, work));
}

function packsIn(folder) {
  const packs = join(folder, 'packs');
  cpSync(join(top, 'packs/common'), join(packs, 'common'), { recursive: true });
  cpSync(join(top, 'bench/tasks/errands'), join(packs, 'errands'), { recursive: true });
  mkdirSync(join(packs, 'errands/processes'));
  writeFileSync(join(packs, 'errands/processes/errand_flow.bpmn'), drawn('errand_flow', '差事', 1));
  writeFileSync(join(packs, 'errands/processes/long_flow.bpmn'), drawn('long_flow', '三十步的差事', 30));
  return packs;
}

async function people(program) {
  const admin = await program.as('admin');
  const lines = Array.from({ length: persons }, (_, at) => `${person(at)},员工${at},clerk`);
  ok(await admin.post('/people/import?mode=apply', ['id,name,position', ...lines].join('\n'), { 'Content-Type': 'text/csv' }));
  for (let at = 0; at < signedIn; at += 1) {
    const { link } = ok(await admin.post(`/people/${person(at)}/account`, { username: person(at) }));
    ok(await program.client().post('/session', { link: link.split('link=')[1], password: `errands-${person(at)}` }));
  }
}

async function errands(program) {
  const starter = await program.as('starter');
  await each(Array.from({ length: begun }, (_, at) => at), 16, async (at) =>
    ok(await starter.post('/processes/errand_flow/instances', { values: { name: `送资料到${at}号楼`, handler: person(at) } })),
  );
}

const sorted = (values) => values.toSorted((a, b) => a - b);
const share = (values, part) => sorted(values)[Math.floor(part * (values.length - 1))];
const told = (name, value, unit) => console.log(`${name.padEnd(58)}${value.padStart(8)} ${unit}`);

async function timed(act) {
  const since = performance.now();
  ok(await act());
  return performance.now() - since;
}

// At fixed moments, whether earlier ones are answered or not.
async function lists(clients, seconds) {
  const pages = [];
  const numbers = [];
  const open = [];
  const since = performance.now();
  for (let at = 0; at < seconds * perSecond; at += 1) {
    const wait = since + (at * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const client = clients[(at * 7) % clients.length];
    open.push(timed(() => client.ask('/tasks?box=todo&size=20')).then((time) => pages.push(time)));
    open.push(timed(() => client.ask('/tasks/counts')).then((time) => numbers.push(time)));
  }
  await Promise.all(open);
  return { pages, numbers };
}

async function completions(clients) {
  const open = [];
  for (const client of clients) {
    const { items } = (await client.ask('/tasks?box=todo&size=100')).body;
    open.push(...items.map((item) => ({ client, item })));
  }
  const acts = open.map(({ client, item }) => {
    const act = { act: 'complete', outcome: 'done', version: item.version, values: { amount: 12.5, result: '资料已送到，对方签收。' } };
    return [client.cookie, `/api/v1/tasks/${item.key}/acts`, JSON.stringify(act)].join('\t');
  });
  const seconds = Number(execFileSync(callers, [String(clients[0].port), '64'], { input: `${acts.join('\n')}\n`, encoding: 'utf8' }));
  hold(`tasks completed with form and record a second, of ${open.length}`, open.length / seconds, '>=', 1000);
}

async function path(client) {
  const times = [];
  for (let round = 0; round < 200; round += 1)
    times.push(await timed(() => client.ask('/processes/long_flow/path', { values: { name: '年度盘点', handler: person(7) } })));
  hold('path of thirty steps, ms for 99 %', share(times, 0.99), '<=', 50);
}

// What a client costs here must be little beside what it waits for: nothing is held against the contract.
const plain = (client) => ({
  cookie: client.cookie,
  port: client.program.port,
  ask: (path, body) => {
    const headers = { Cookie: client.cookie, Origin: `http://127.0.0.1:${client.program.port}` };
    if (!body) return client.program.raw({ path: `/api/v1${path}`, headers });
    const text = JSON.stringify(body);
    Object.assign(headers, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
    return client.program.raw({ method: 'POST', path: `/api/v1${path}`, headers, body: text });
  },
});

const folder = mkdtempSync(join(tmpdir(), 'jingwei-tasks-'));
const settings = { folder: join(folder, 'data'), packs: packsIn(folder), clock: '' };
const first = await Program.start(settings);
await people(first);
await errands(first);
await first.stop();
multiply(join(folder, 'data/default/jingwei.db'), copies - 1);
execFileSync('sync'); // or what was prepared would still be on its way to the disk that the completions wait for
const program = await Program.start(settings);
console.log(`${begun * copies} open tasks of ${persons} people`);
const clients = [];
for (let at = 0; at < signedIn; at += 1) clients.push(plain(await program.as(person(at), `errands-${person(at)}`)));
await lists(clients, 2); // until the files are in memory
const { pages, numbers } = await lists(clients, 30);
hold('first page of what is to do, 50 a second, ms for 99 %', share(pages, 0.99), '<=', 50);
hold('the numbers on the badges beside them, ms for 99 %', share(numbers, 0.99), '<=', 50);
told('half of the pages', share(pages, 0.5).toFixed(1), 'ms');
await path(clients[0]);
await completions(clients);
await program.remove();
rmSync(folder, { recursive: true, force: true });

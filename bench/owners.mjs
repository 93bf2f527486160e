// How long until a second process answers on the database of one that is killed. The address of a PostgreSQL server is in
// JINGWEI_BENCH_STORAGE. Usage: node bench/owners.mjs [rounds]
import { execFileSync } from 'node:child_process';

import { Program } from '../tests/support/program.mjs';
import { hold } from './support/bar.mjs';

const rounds = Number(process.argv[2] ?? 5);
const server = process.env.JINGWEI_BENCH_STORAGE;
const storage = server.replace('/postgres?', '/owners?');
execFileSync('psql', ['-q', '-c', 'CREATE DATABASE owners', server]);

const start = () => Program.start({ more: ['--storage', storage] });
const health = (program) => program.client().get('/health').catch(() => ({}));
const programs = [await start(), await start()];
const times = [];
for (let round = 0; round < rounds; round += 1) {
  const [owner, next] = programs.splice(0);
  if ((await health(owner)).status !== 200) throw new Error(`the first does not serve: ${owner.output}`);
  if ((await health(next)).status !== 503) throw new Error('the second does not wait');
  const killed = performance.now();
  await owner.stop('SIGKILL');
  while ((await health(next)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
  times.push(performance.now() - killed);
  await owner.remove();
  programs.push(next, await start());
}
for (const program of programs) await program.remove();
console.log(`taken over after ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
hold('a second process takes over after a kill, s, the slowest', Math.max(...times) / 1000, '<=', 5);

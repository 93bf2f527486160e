// How much memory the program holds at rest, and how long it takes from its start to the first answer, with
// 10,000 stored process instances. Usage: node bench/at_rest.mjs [instances]
import { readFileSync } from 'node:fs';

import { Program } from '../tests/support/program.mjs';
import { ok, startMany } from '../tests/support/project.mjs';
import { hold } from './support/bar.mjs';

const wanted = Number(process.argv[2] ?? 10_000);

function resident_mb(pid) {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found[1]) / 1024;
}

const program = await Program.start();
const filled = performance.now();
await startMany(await program.as('linxiaoyu'), wanted);
const rate = wanted / ((performance.now() - filled) / 1000);
await program.stop();

const began = performance.now();
const again = await Program.start({ folder: program.folder });
const health = await again.client().get('/health');
const first = performance.now() - began;
ok(health);
await new Promise((resolve) => setTimeout(resolve, 2000));
const rest = resident_mb(again.process.pid);
const sales = await again.as('linxiaoyu');
const times = [];
for (let i = 0; i < 20; ++i) {
  const from = performance.now();
  ok(await sales.get('/workbench'));
  times.push(performance.now() - from);
}
const after = resident_mb(again.process.pid);
await again.remove();

console.log(`starts over HTTP, 16 at once     ${rate.toFixed(0)} instances/s`);
console.log(`resident after 20 workbenches    ${after.toFixed(1)} MB`);
console.log(`workbench, median of 20          ${times.sort((a, b) => a - b)[10].toFixed(1)} ms`);
hold(`from start to the first answer with ${wanted} stored instances, ms`, first, '<=', 300);
hold('resident at rest, MB', rest, '<=', 60);

// What the tests on PostgreSQL share: databases of their own, acts that are easily counted, waiting.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

import { ok } from '../support/project.mjs';

export const server = process.env.JINGWEI_TEST_STORAGE;
// Generous: a busy machine takes long to load the packs, which is part of taking over.
const limit = 60_000;

export const psql = (address, sql) => execFileSync('psql', ['-q', '-c', sql, address], { stdio: ['ignore', 'ignore', 'inherit'] });

export const address_of = (name) => server.replace('/postgres?', `/${name}?`);

export function database(name, more = '') {
  psql(server, `CREATE DATABASE ${name} ${more}`);
  return address_of(name);
}

export const end_sessions = (name) =>
  psql(server, `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '${name}'`);

// Asks again until the answer is as wanted.
export async function until(ask, is_wanted, what) {
  const begin = Date.now();
  let answer;
  while (Date.now() - begin < limit) {
    answer = await ask().catch(() => undefined);
    if (answer && is_wanted(answer)) return Date.now() - begin;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`${what}; the last answer was ${answer?.text}`);
}

export const serves = (program) => until(() => program.client().get('/health'), (a) => a.status === 200, 'it takes over');
export const new_client = (person, name) => person.post('/records/client', { values: { name } });
export const names = async (person) => ok(await person.get('/records/client?size=100')).items.map((item) => item.values.name);

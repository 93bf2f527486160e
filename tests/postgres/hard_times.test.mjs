// A server that gives few sessions, takes no writing for a while or is gone while somebody waits for the workspace.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { run } from '../support/command.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';
import { address_of, database, end_sessions, names, new_client, psql, server, serves, until } from './support.mjs';

const psql_log = () => readFileSync(join(new URL(server.replace('postgres:///', 'postgres://localhost/')).searchParams.get('host'), 'log'), 'utf8');

async function begin(t, address) {
  const program = await Program.start({ more: ['--storage', address], clock: '' });
  t.after(() => program.remove());
  return { program, person: await program.as('linxiaoyu') };
}

test('with few sessions who reads waits for one, and nothing that was done is refused', async (t) => {
  psql(server, 'CREATE ROLE few LOGIN CONNECTION LIMIT 6');
  const { person } = await begin(t, database('few', 'OWNER few').replace('user=jingwei', 'user=few'));
  const reads = Array.from({ length: 60 }, () => person.get('/records/client?size=100'));
  const acts = Array.from({ length: 20 }, (_, at) => new_client(person, `client ${at}`));

  const answers = await Promise.all([...reads, ...acts]);

  assert.deepEqual(answers.filter((answer) => answer.status >= 300).map((answer) => answer.text), []);
  assert.equal((await names(person)).filter((name) => name.startsWith('client ')).length, 20);
});

test('a program takes no more sessions than it is told to', async (t) => {
  psql(server, 'CREATE ROLE bounded LOGIN CONNECTION LIMIT 8');
  const address = database('bounded', 'OWNER bounded').replace('user=jingwei', 'user=bounded');
  const program = await Program.start({ more: ['--storage', address, '--storage-sessions', '8'], clock: '' });
  t.after(() => program.remove());
  const person = await program.as('linxiaoyu');
  const sessions = () => Number(execFileSync('psql', ['-qAtc', "SELECT COUNT(*) FROM pg_stat_activity WHERE usename = 'bounded'", server]).toString());

  const reads = Array.from({ length: 200 }, () => person.get('/records/client?size=100'));
  const seen = [];
  let isOver = false;
  const all = Promise.all(reads).finally(() => (isOver = true));
  while (!isOver) {
    seen.push(sessions());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }

  assert.deepEqual((await all).filter((answer) => answer.status >= 300).map((answer) => answer.text), []);
  assert.ok(Math.max(...seen) <= 8, seen.join());
  assert.doesNotMatch(psql_log(), /too many connections for role "bounded"/);
});

test('fewer sessions than a program needs are refused', () => {
  const served = run(['serve', '--storage', server, '--storage-sessions', '5']);

  assert.equal(served.code, 2, served.err);
  assert.match(served.err, /--storage-sessions.*6/);
});

test('a database that takes no writing for a while is told, read from and written to afterwards', async (t) => {
  const { program, person } = await begin(t, database('read_only'));
  const status = async () => (await program.client().get('/health')).body.status;
  assert.equal(await status(), 'ok');

  psql(server, 'ALTER DATABASE read_only SET default_transaction_read_only = on');
  end_sessions('read_only');
  await until(() => person.get('/records/client'), (answer) => answer.status === 200, 'it reads');
  const refused = await new_client(person, 'lost');
  assert.deepEqual([refused.status, refused.body.code], [503, 'storage.unavailable'], refused.text);
  assert.equal(await status(), 'not_storing');
  assert.match(program.output, /nothing can be stored/);

  psql(server, 'ALTER DATABASE read_only RESET default_transaction_read_only');
  end_sessions('read_only');
  await until(() => new_client(person, 'kept'), (answer) => answer.status < 300, 'it writes again');
  assert.equal(await status(), 'ok');
  assert.deepEqual((await names(person)).filter((name) => ['lost', 'kept'].includes(name)), ['kept']);
});

// Stands between a program and the server and may be closed.
async function way_to_server(t) {
  const at = new URL(server.replace('postgres:///', 'postgres://localhost/')).searchParams;
  const sockets = new Set();
  const between = net.createServer((program) => {
    const ends = [program, net.connect(`${at.get('host')}/.s.PGSQL.${at.get('port') ?? 5432}`)];
    for (const [one, other] of [ends, [...ends].reverse()]) {
      sockets.add(one.on('error', () => {}).on('close', () => other.destroy()));
      one.pipe(other);
    }
  });
  const open = (port = 0) => new Promise((resolve) => between.listen(port, '127.0.0.1', resolve));
  await open();
  const { port } = between.address();
  const close = () => {
    between.close();
    for (const each of sockets) each.destroy();
  };
  t.after(close);
  return { open: () => open(port), close, address: (name) => `postgres:///${name}?host=127.0.0.1&port=${port}&user=jingwei` };
}

test('who waits for the workspace goes on waiting while the server is gone', async (t) => {
  const { program: owner, person } = await begin(t, database('standby'));
  ok(await new_client(person, 'before'));
  const way = await way_to_server(t);
  const standby = await Program.start({ more: ['--storage', way.address('standby')], clock: '' });
  t.after(() => standby.remove());
  const says = (code) => until(() => standby.client().get('/health'), (answer) => answer.body?.code === code, `it says ${code}`);
  await says('storage.locked');

  way.close();
  await says('storage.unavailable');
  await way.open();
  await says('storage.locked');

  await owner.stop('SIGKILL');
  await serves(standby);
  assert.ok((await names(await standby.as('linxiaoyu'))).includes('before'));
  assert.equal(await standby.stop(), 0);
});

test('a database that is no home for Chinese is refused before anything is made in it', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  database('latin', "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");

  const served = run(['serve', '--data', folder, '--port', '0', '--storage', address_of('latin')]);

  assert.equal(served.code, 1, served.err);
  assert.ok(served.err.includes('storage.not_utf8') && served.err.includes('LATIN1'), served.err);
});

// All others are trusted.
function asks_for_password(role) {
  const file = execFileSync('psql', ['-qAtc', 'SHOW hba_file', server]).toString().trim();
  writeFileSync(file, `local all ${role} scram-sha-256\n${readFileSync(file)}`);
  psql(server, 'SELECT pg_reload_conf()');
}

test('who is not let in is told what to change, and not to try again', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const address = database('closed');
  psql(server, "CREATE ROLE shut NOLOGIN; CREATE ROLE secretive LOGIN PASSWORD 'right'");
  asks_for_password('secretive');
  const secretive = address.replace('user=jingwei', 'user=secretive');
  const refusals = [
    [`${secretive}&password=wrong`, /password authentication failed for user "secretive"/],
    [secretive, /password/],
    [address.replace('user=jingwei', 'user=nobody_here'), /role "nobody_here" does not exist/],
    [address.replace('user=jingwei', 'user=shut'), /role "shut" is not permitted to log in/],
    [address_of('nowhere_at_all'), /database "nowhere_at_all" does not exist/],
    [`${address}&sslmode=maybe`, /sslmode/],
    [`${address}&colour=red`, /colour/],
    [`${address}&options=-c%20colour%3Dred`, /colour/],
  ];

  for (const [each, why] of refusals) {
    const served = run(['serve', '--data', folder, '--port', '0', '--storage', each]);

    assert.equal(served.code, 1, served.err);
    assert.ok(served.err.includes('storage.not_let_in'), served.err);
    assert.match(served.err, why);
  }
});

test('a role that may make nothing is told so in plain words', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  psql(server, 'CREATE ROLE guest LOGIN');
  const address = database('not_its_own').replace('user=jingwei', 'user=guest');

  const served = run(['serve', '--data', folder, '--port', '0', '--storage', address]);

  assert.equal(served.code, 1, served.err);
  assert.match(served.err, /storage\.unavailable[^]*permission denied/);
});

// Several processes on one database: one owns the workspace, the others wait and say so; no commit of a former owner
// passes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { run } from '../support/command.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';
import { database, end_sessions, names, new_client, psql, server, serves, until } from './support.mjs';

function is_held_by(answer, owner) {
  assert.equal(answer.status, 503, answer.text);
  assert.ok(Number(answer.headers['retry-after']) >= 1);
  assert.equal(answer.body.code, 'storage.locked');
  assert.ok(answer.body.detail.endsWith(`:${owner.process.pid}`), answer.text);
}

test('the owner is followed when it dies, stands still or stops', async (t) => {
  const more = ['--storage', database('owners')];
  const programs = [];
  const start = async () => {
    programs.push(await Program.start({ more }));
    return programs.at(-1);
  };
  t.after(() => Promise.all(programs.map((program) => program.remove())));
  const first = await start();
  ok(await new_client(await first.as('linxiaoyu'), 'by the first'));
  const second = await start();
  is_held_by(await second.client().get('/health'), first);
  const compatible = JSON.parse((await second.raw({ path: '/v2/topology' })).text);
  assert.deepEqual(
    [compatible.status, compatible.title, compatible.instance, compatible.code],
    [503, 'Service Unavailable', '/v2/topology', 'storage.locked'],
  );

  await first.stop('SIGKILL');
  t.diagnostic(`taken over ${await serves(second)} ms after the kill`);
  const person = await second.as('linxiaoyu');
  assert.ok((await names(person)).includes('by the first'));
  ok(await new_client(person, 'by the second'));

  const third = await start();
  is_held_by(await third.client().get('/health'), second);
  second.process.kill('SIGSTOP');
  t.diagnostic(`taken over ${await serves(third)} ms after the standstill`);
  second.process.kill('SIGCONT');
  const late = await new_client(person, 'too late').catch(() => undefined);
  assert.ok(!late || late.status === 503, late?.text);
  await until(() => second.client().get('/health'), (a) => a.body?.code === 'storage.locked', 'it waits again');
  is_held_by(await second.client().get('/health'), third);
  const found = await names(await third.as('linxiaoyu'));
  assert.ok(found.includes('by the second') && !found.includes('too late'), found.join(', '));

  assert.equal(await third.stop(), 0);
  t.diagnostic(`taken over ${await serves(second)} ms after the stop`);
  assert.ok(!(await names(await second.as('linxiaoyu'))).includes('too late'));
  assert.equal(await second.stop(), 0);
});

test('the program outlives its sessions with the server', async (t) => {
  const address = database('sessions');
  const program = await Program.start({ more: ['--storage', address], clock: '' });
  t.after(() => program.remove());
  const person = await program.as('linxiaoyu');
  ok(await new_client(person, 'before'));

  psql(
    address,
    'SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );

  await until(() => new_client(person, 'after'), (answer) => answer.status < 300, 'it writes again');
  const found = await names(person);
  assert.ok(found.includes('before') && found.includes('after'), found.join(', '));
  assert.equal(await program.stop(), 0);
});

test('the program outlives a crash of the server', async (t) => {
  const address = database('crash');
  const program = await Program.start({ more: ['--storage', address], clock: '' });
  t.after(() => program.remove());
  const person = await program.as('linxiaoyu');
  ok(await new_client(person, 'before'));
  const backend = execFileSync('psql', ['-qAt', '-c', 'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()', address]);

  // Of one session that dies PostgreSQL ends all, and starts again. It waits for no disk here, so a crash
  // would lose what was not written yet.
  psql(address, 'CHECKPOINT');
  process.kill(Number(String(backend).split('\n')[0]), 'SIGKILL');

  await until(() => new_client(person, 'after'), (answer) => answer.status < 300, 'it writes again');
  const found = await names(person);
  assert.ok(found.includes('before') && found.includes('after'), found.join(', '));
  assert.equal(await program.stop(), 0);
});

test('while the server cannot be reached every read says so', async (t) => {
  const address = database('unreachable');
  const program = await Program.start({ more: ['--storage', address, '--unprotected-v2'], clock: '' });
  t.after(() => program.remove());
  const person = await program.as('linxiaoyu');
  ok(await new_client(person, 'before'));
  const reads = ['/api/v1/health', '/api/v1/tasks?box=todo', '/api/v1/records/client', '/v2/topology', '/v2/process-definitions/1'];
  const read = (path) => program.raw({ path, headers: { Cookie: person.cookie } });

  psql(server, 'ALTER DATABASE unreachable ALLOW_CONNECTIONS false');
  end_sessions('unreachable');

  await until(() => read('/api/v1/records/client'), (answer) => answer.status !== 200, 'it has noticed');
  for (const path of reads) {
    const answer = await read(path);
    if (answer.status === 200) continue; // what needs no data
    assert.equal(answer.status, 503, `${path}: ${answer.text}`);
    assert.match(answer.body.code, /^storage\.(unavailable|locked)$/, path);
  }

  psql(server, 'ALTER DATABASE unreachable ALLOW_CONNECTIONS true');
  await until(() => read('/api/v1/records/client'), (answer) => answer.status === 200, 'it reads again');
  assert.ok((await names(person)).includes('before'));
});

test('commands respect the owner and leave backups to the server', async (t) => {
  const address = database('commands');
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-'));
  const backup = () => run(['backup', '--data', join(folder, 'data'), '--storage', address, join(folder, 'copy')]);
  t.after(() => rmSync(folder, { recursive: true, force: true }));

  const alone = backup();
  assert.equal(alone.code, 1);
  assert.match(alone.err, /storage\.backup_elsewhere[^]*pg_dump/);

  const owner = await Program.start({ more: ['--storage', address] });
  t.after(() => owner.remove());
  const beside = backup();
  assert.equal(beside.code, 1);
  assert.match(beside.err, new RegExp(`storage\\.locked[^]*:${owner.process.pid}`));

  const wrong = run(['serve', '--storage', 'mysql://x/y']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /begins with postgres:/);
});

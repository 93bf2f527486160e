// A disk without room: what cannot be stored is refused and told, and goes on by itself when there is room.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

// A disk of so many megabytes, where one can be mounted.
function small_disk(t, megabytes) {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  t.after(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

const stuffing = (folder) => join(folder, 'stuffing');
// But for so many bytes.
function fill(folder, left = 0) {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(stuffing(folder), Buffer.alloc(bavail * bsize - left));
}
// SQLite opens no database without room for its log and the index of it; that and less than what is stored.
const index_bytes = 72 << 10;
const make_room = (folder) => rmSync(stuffing(folder));

async function until(ask, what) {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail(what);
}
const status_of = async (program) => (await program.client().get('/health')).body.status;

test('a full disk is told, and storing goes on when there is room', async (t) => {
  const folder = small_disk(t, 64);
  if (!folder) return t.skip('nothing can be mounted here');
  const program = await Program.start({ folder });
  t.after(() => program.stop('SIGKILL'));
  const person = await program.as('linxiaoyu');
  const add = (name) => person.post('/records/client', { values: { name } });
  ok(await add('before'));

  fill(folder);
  const refused = await until(async () => {
    const answer = await add('while it is full');
    return answer.status >= 300 && answer;
  }, 'what is stored needs no room');
  assert.deepEqual([refused.status, refused.body.code], [503, 'storage.unavailable'], refused.text);
  assert.equal(await status_of(program), 'not_storing');
  assert.match(program.output, /nothing can be stored/);
  ok(await person.get('/records/client'));

  make_room(folder);
  ok(await add('afterwards'));
  assert.equal(await status_of(program), 'ok');
  assert.match(program.output, /storing goes on/);
});

for (const [whose, demo] of [['with accounts', true], ['without accounts', false]])
  test(`a workspace ${whose} starts on a full disk, and stores when there is room`, async (t) => {
    const folder = small_disk(t, 64);
    if (!folder) return t.skip('nothing can be mounted here');
    const before = await Program.start({ folder, demo });
    await before.stop();
    fill(folder, index_bytes);

    const program = await Program.start({ folder, demo });
    t.after(() => program.stop('SIGKILL'));
    const isEnded = await Promise.race([new Promise((resolve) => program.process.on('exit', () => resolve(true))), new Promise((resolve) => setTimeout(resolve, 3000))]);

    assert.ok(!isEnded, program.output);
    assert.equal((await program.client().get('/health')).status, 200);
    if (!demo) assert.match(program.output, /storage\.unavailable/);
    make_room(folder);
    if (!demo) await until(() => /sign-in\?link=/.test(program.output), 'the link comes when there is room');
    await until(async () => (await status_of(program)) === 'ok', 'it stores');
    if (demo) ok(await (await program.as('linxiaoyu')).post('/records/client', { values: { name: 'afterwards' } }));
  });

// Refusals that no scenario meets: each is provoked over the door where a person or a program meets it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { stroke } from '../support/pictures.mjs';
import { Program, binary } from '../support/program.mjs';
import { ok, refused, underReview } from '../support/project.mjs';

let program;
let sales;
const folder = mkdtempSync(join(tmpdir(), 'jingwei-refusals-'));
before(async () => {
  program = await Program.start();
  sales = await program.as('linxiaoyu');
});
after(async () => {
  await program.remove();
  rmSync(folder, { recursive: true, force: true });
});

// What the program says and how it ends.
function command(...args) {
  const ended = spawnSync(binary(), args, { encoding: 'utf8', timeout: 60_000 });
  return { status: ended.status, text: ended.stdout + ended.stderr };
}
function refusedCommand(code, ...args) {
  const { status, text } = command(...args);
  assert.ok(status !== 0 && status !== null, text);
  assert.ok(text.includes(code), text);
}

test('what does not exist is named', async () => {
  refused(await sales.get('/nonsense'), 'request.not_found', 404);
  refused(await sales.get('/attachments/AAAAAAAAAAAAAAAAAAAAAA'), 'app.no_attachment', 404);
  refused(await sales.get('/charters/nonsense'), 'app.no_charter', 404);
  refused(await sales.get('/instances/1'), 'app.no_instance', 404);
  refused(await sales.get('/views/nonsense'), 'app.no_view', 404);
  refused(await sales.get('/views/project_cockpit/data'), 'app.no_record');
});

test('a method that an address does not take is told with those that it takes', async () => {
  for (const [method, path, allowed] of [
    ['POST', '/health', 'GET, HEAD'],
    ['GET', '/clock/advance', 'POST'],
    ['PUT', '/session', 'DELETE, GET, HEAD, POST'],
  ]) {
    const answer = await sales.request(method, path, method === 'GET' ? undefined : {});
    refused(answer, 'request.wrong_method', 405);
    assert.equal(answer.headers.allow, allowed, path);
  }
  const page = await program.raw({ method: 'POST', path: '/tasks' });
  refused(page, 'request.wrong_method', 405);
  assert.equal(page.headers.allow, 'GET, HEAD');
});

test('a client signs only what a link offers', async () => {
  const started = await underReview(sales);
  const view = ok(await sales.post(`/records/solution_project/${started.record.id}/outside-links`, { purpose: 'view' }));
  const sign = (token, more) =>
    program.client().post(`/outside/${token}/sign`, { name: '赵主任', image: stroke.toString('base64'), hash: 'x', ...more });
  refused(await sign(view.token), 'app.nothing_to_sign');
});

test('commands say why they do nothing', () => {
  const data = join(folder, 'data');
  refusedCommand('cli.bad_time', 'serve', '--data', data, '--port', '0', '--virtual-clock', 'tomorrow');
  refusedCommand('cli.loopback_only', 'serve', '--data', data, '--port', '0', '--demo', '--address', '0.0.0.0');
  refusedCommand('cli.no_file', 'dmn', join(folder, 'nothing.dmn'));
  refusedCommand('cli.no_backup', 'restore', '--data', data, join(folder, 'nothing'));
  refusedCommand('cli.no_backup', 'restore', '--data', data, program.folder);
  refusedCommand('cli.no_packs', 'serve', '--data', data, '--port', '0', '--packs', join(folder, 'nothing'));
  refusedCommand('cli.no_web', 'serve', '--data', data, '--port', '0', '--web', join(folder, 'nothing'));
  refusedCommand('cli.no_data', 'backup', '--data', data, join(folder, 'copy'));
  refusedCommand('cli.no_data', 'user', 'list', '--data', data);
  refusedCommand('cli.no_data', 'user', 'add', 'somebody', '--name', 'x', '--data', data);
  refusedCommand('server.bad_address', 'serve', '--data', data, '--port', '1', '--address', 'nonsense');
  refusedCommand('server.address_in_use', 'serve', '--data', data, '--port', String(program.port));
  refusedCommand('app.no_person', 'user', 'token', '--data', program.folder, '--title', 'x', 'nobody');
  assert.deepEqual([data, join(folder, 'copy')].filter(existsSync), [], 'a refused command makes nothing');

  const backup = join(folder, 'backup');
  assert.equal(command('backup', '--data', program.folder, backup).status, 0);
  refusedCommand('cli.folder_not_empty', 'restore', '--data', program.folder, backup);
});

test('packs with mistakes are not served', () => {
  const packs = join(folder, 'packs');
  mkdirSync(join(packs, 'broken'), { recursive: true });
  writeFileSync(join(packs, 'broken', 'pack.yaml'), '{id: broken, title: 坏, version: 0.1.0, license: Apache-2.0}\n');
  writeFileSync(join(packs, 'broken', 'menu.yaml'), '- {title: 空}\n');
  const { status, text } = command('serve', '--data', join(folder, 'fresh'), '--port', '0', '--packs', packs);
  assert.ok(status > 0, text);
  assert.match(text, /menu\.yaml:1:3/);
});

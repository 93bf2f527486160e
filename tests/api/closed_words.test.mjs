// A word that is not among those there are is refused with them, never taken for the usual one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let program;
let admin;
let leader;
before(async () => {
  program = await Program.start();
  admin = await program.as('admin');
  leader = await program.as('chenguodong');
});
after(() => program.remove());

function wrong(answer, place, words) {
  const refusal = refused(answer, 'request.wrong_type', 400);
  assert.deepEqual([refusal.place, refusal.detail], [place, words]);
}

test('how a deputy stands in', async () => {
  const given = { person: 'fang_yuan', deputy: 'tang_wei' };
  wrong(await admin.post('/deputies', { ...given, mode: 'instaed' }), 'mode', 'beside or instead');
  assert.equal(ok(await admin.post('/deputies', given)).mode, 'beside');
});

test('kinds of letters and units', async () => {
  const letter = { kind: 'poem', title: '春', text: '晓', persons: ['fang_yuan'] };
  wrong(await leader.post('/letters', letter), 'kind', 'notice, circular or change');
  const unit = { title: { zh: '西区', en: 'West' }, kind: 'area', parent: 'company' };
  wrong(await admin.put('/organisation/units/west', unit), 'kind', 'company, department, team, region or shop');
});

test('what a list is narrowed to', async () => {
  wrong(await leader.get('/letters?box=outgoing'), 'box', 'received or sent');
  wrong(await leader.get('/instances?scope=ours'), 'scope', 'mine or all');
  const refusal = refused(await leader.get('/instances?state=runing'), 'request.wrong_type', 400);
  assert.match(refusal.detail, /^active, .*running, .*deleted, archived$/);
  ok(await leader.get('/instances?state=running&scope=all'));
  wrong(await leader.get('/notices?unread=yes'), 'unread', 'true or false');
});

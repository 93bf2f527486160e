// Who owes a duty neither relaxes nor ends what was assigned to him.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let program;
let manager;
let hejun;
before(async () => {
  program = await Program.start();
  manager = await program.as('zhouliming');
  hejun = await program.as('hejun');
});
after(() => program?.remove());

const weekly = { how_often: 'week', weekday: 'friday', due_time: '18:00:00', needs_text: true };
const assigned = async (by, name, more = {}) => ok(await by.post('/records/duty', { values: { ...weekly, name, person: 'he_jun', ...more } })).id;
const seen = async (by, id) => ok(await by.get(`/records/duty/${id}`));
const change = async (by, id, values) => by.patch(`/records/duty/${id}`, { values, version: (await seen(by, id)).version });
const stop = (by, id) => by.post(`/records/duty/${id}/transitions/stop`, { values: {} });

test('what a superior assigned is changed and stopped by him, not by whoever owes it', async () => {
  const id = await assigned(manager, '周报', { confirm: true, receivers: ['zhou_liming'] });
  const page = await seen(hejun, id);
  assert.equal(page.can.update, false);
  assert.deepEqual(page.transitions, []);
  refused(await change(hejun, id, { confirm: false, receivers: null }), 'app.not_allowed', 403);
  refused(await stop(hejun, id), 'app.not_allowed', 403);

  ok(await change(manager, id, { due_time: '17:00:00' }));
  ok(await stop(manager, id));
});

test('what he assigned to himself he changes and stops, and gives to nobody else', async () => {
  const id = await assigned(hejun, '读报');
  ok(await change(hejun, id, { due_time: '20:00:00' }));
  refused(await change(hejun, id, { person: 'lin_xiaoyu' }), 'app.not_allowed', 403);
  ok(await stop(hejun, id));
});

test('what a superior has changed since is his: whoever had assigned it to himself does not undo that', async () => {
  const id = await assigned(hejun, '自查');
  assert.equal((await seen(hejun, id)).values.assigned_by, 'he_jun');
  ok(await change(hejun, id, { due_time: '20:00:00' }));
  ok(await change(manager, id, { confirm: true, receivers: ['zhou_liming'], due_time: '12:00:00' }));

  const page = await seen(hejun, id);
  assert.deepEqual([page.values.assigned_by, page.can.update, page.transitions], ['zhou_liming', false, []]);
  refused(await change(hejun, id, { confirm: false, receivers: null, due_time: '23:59:00' }), 'app.not_allowed', 403);
  refused(await stop(hejun, id), 'app.not_allowed', 403);
});

test('whoever holds the post changes what was assigned from it, and who has lost it no more', async () => {
  const admin = await program.as('admin');
  const id = await assigned(manager, '月报', { confirm: true, receivers: ['zhou_liming'] });
  const own = await assigned(hejun, '整理资料');
  ok(await change(manager, own, { due_time: '16:00:00' }));
  ok(await admin.post('/organisation/posts/end', { person: 'zhou_liming', position: 'sales_manager' }));
  ok(await admin.post('/organisation/posts', { person: 'lin_xiaoyu', position: 'sales_manager', main: false }));

  const successor = await program.as('linxiaoyu');
  for (const each of [id, own]) {
    assert.equal((await seen(manager, each)).can.update, false);
    refused(await change(manager, each, { due_time: '09:00:00' }), 'app.not_allowed', 403);
    refused(await change(hejun, each, { due_time: '23:00:00' }), 'app.not_allowed', 403);
    ok(await change(successor, each, { due_time: '15:00:00' }));
  }
});

test('the preview of a file names the lines that the import would refuse', async () => {
  const csv = '名称,人员,多久一次,截止时间\n读周刊,he_jun,day,18:00\n周报,chen_guodong,day,18:00\n';
  const send = (mode) => hejun.request('POST', `/records/duty/import?mode=${mode}`, csv, { 'Content-Type': 'text/csv' });
  const { problems, created } = ok(await send('preview'));
  assert.deepEqual([created, problems.map(({ line, code }) => [line, code])], [0, [[3, 'app.not_allowed']]]);
  refused(await send('apply'), 'records.import_invalid', 400);
  assert.equal(ok(await hejun.get('/records/duty')).items.some((one) => one.title === '读周刊'), false);
});

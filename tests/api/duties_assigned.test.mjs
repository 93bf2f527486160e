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

test('the preview of a file names the lines that the import would refuse', async () => {
  const csv = '名称,人员,多久一次,截止时间\n读周刊,he_jun,day,18:00\n周报,chen_guodong,day,18:00\n';
  const send = (mode) => hejun.request('POST', `/records/duty/import?mode=${mode}`, csv, { 'Content-Type': 'text/csv' });
  const { problems, created } = ok(await send('preview'));
  assert.deepEqual([created, problems.map(({ line, code }) => [line, code])], [0, [[3, 'app.not_allowed']]]);
  refused(await send('apply'), 'records.import_invalid', 400);
  assert.equal(ok(await hejun.get('/records/duty')).items.some((one) => one.title === '读周刊'), false);
});

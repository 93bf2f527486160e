// 离职交接: records that are about who leaves end with him, and nothing is begun about him later.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

let program;
let engine;
const people = {};
async function signIn() {
  for (const name of ['admin', 'renjie']) people[name] = await program.as(name);
}
before(async () => {
  program = await Program.start({ clock: '2026-04-01T08:30:00+08:00', more: ['--unprotected-v2'] });
  engine = new Camunda(program);
  await signIn();
});
after(async () => program?.remove());

const all = async (type) => ok(await people.renjie.get(`/records/${type}?size=100`)).items;
const quarters = async (person) => (await all('appraisal')).filter((one) => one.values.person === person).map((one) => one.state.id);
async function until(time) {
  ok(await engine.request('PUT', '/clock', { timestamp: Date.parse(time) }));
  await signIn(); // sessions end meanwhile
}

test('the row of a member ends with her, and so does an appraisal that she has not begun', async () => {
  await until('2026-04-01T09:01:00+08:00');
  assert.deepEqual(await quarters('xia_lin'), ['self_rating']);
  const row = (await all('centre_member')).find((one) => one.values.person === 'xia_lin');

  const leaving = ok(await people.admin.get('/people/xia_lin/leaving'));
  const about = { id: `centre_member/${row.id}/person`, title: '夏琳', type: { zh: '考核对象', en: 'Member' }, field: { zh: '成员', en: 'Member' }, act: { zh: '离开', en: 'Leave' } };
  assert.deepEqual(leaving.ending, [about]);
  assert.ok(!leaving.records.some((one) => one.id === about.id));
  assert.ok((await (await program.as('xialin')).get('/tasks?box=todo&size=100')).body.items.some((one) => one.record.type === 'appraisal'));
  assert.deepEqual(leaving.tasks, [], 'what ends with her asks for no successor');

  const positions = Object.fromEntries(leaving.positions.map((one) => [one.id, 'mu_rong']));
  ok(await people.admin.post('/people/xia_lin/leave', { reason: '离职', positions }));
  assert.equal(ok(await people.renjie.get(`/records/centre_member/${row.id}`)).state.id, 'left');
  assert.deepEqual(await quarters('xia_lin'), ['cancelled']);
  assert.deepEqual(ok(await people.admin.get('/people/mu_rong/leaving')).ending.map((one) => one.title), ['穆蓉']);

  await until('2026-07-01T09:01:00+08:00');
  assert.deepEqual(await quarters('xia_lin'), ['cancelled']);
  assert.equal((await quarters('mu_rong')).length, 2);
});

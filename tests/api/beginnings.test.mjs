// What somebody may begin: processes by their start forms, and new records with which one begins.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const begun = async (name, words = '') => ok(await (await world.browser(name)).get(`/processes?q=${encodeURIComponent(words)}`));
const records = async (name, words) => (await begun(name, words)).new_records;
const types = (list) => list.map((one) => one.type);
const formOf = async (name, type, parent) => (await world.browser(name)).get(`/records/${type}/form${parent ? `?parent=${parent}` : ''}`);

test('a new record with which a process begins is offered to whoever may create it', async () => {
  const offered = await records('suqing');

  const need = offered.find((one) => one.type === 'training_need');
  assert.deepEqual([need.pack, need.title.zh, need.processes.map((one) => one.id)], ['solution_projects', '培训需求', ['training_need_flow']]);
  assert.ok(types(offered).includes('solution_request'));
  assert.ok(!types(offered).includes('discipline_case'), 'she may not create one');
  assert.ok(!types(offered).includes('solution_project'), 'that has a start form');
  assert.ok(types(await records('shimingyuan')).includes('discipline_case'));
  for (const { type } of offered) ok(await formOf('suqing', type));
});

test('where the right depends on what it belongs to, that is named, and only to those who have it', async () => {
  assert.ok(!types(await records('guming')).includes('requirement_change'));
  const { known } = await walkTo(world, 'planning');

  const change = (await records('guming')).find((one) => one.type === 'requirement_change');

  assert.deepEqual(change.parents.map((one) => one.id), [known.solution_project]);
  ok(await formOf('guming', 'requirement_change', known.solution_project));
  refused(await formOf('guming', 'requirement_change'), 'records.forbidden', 403);
  assert.ok(!types(await records('hejun')).includes('requirement_change'));
  const { quick_records: quick } = ok(await (await world.browser('guming')).get('/workbench'));
  assert.ok(types(quick).includes('training_need'));
  assert.ok(!types(quick).includes('requirement_change'), 'the workbench has what needs no choice first');
});

test('it is found by its title, what it begins and pinyin, and says when it was begun last', async () => {
  const client = await world.browser('suqing');
  assert.deepEqual(types(await records('suqing', 'pxxq')), ['training_need']);
  assert.deepEqual(types(await records('suqing', '发布新产品')), ['solution_request']);
  assert.deepEqual(types(await records('suqing', '查无此项')), []);
  assert.equal((await records('suqing', 'pxxq'))[0].last_at, undefined);

  const entry = ok(await client.get('/records/library_entry?size=1')).items[0].id;
  ok(await client.post('/records/training_need', { values: { entry, reason: '新人' } }));

  const [need] = await records('suqing', 'pxxq');
  assert.match(need.last_at, /^2026-/);
  const { quick_records: quick } = ok(await client.get('/workbench'));
  assert.equal(quick.find((one) => one.type === 'training_need').last_at, need.last_at);
});

test('a process that is closed says so on the record that would begin it', async () => {
  ok(await (await world.browser('admin')).put('/processes/training_need_flow/closing', { reason: '盘点' }));

  const [need] = await records('suqing', 'pxxq');

  assert.equal(need.processes[0].closed.reason, '盘点');
});

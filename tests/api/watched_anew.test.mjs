// What an administrator ends while it waits and has met nobody yet leaves its record where the pack says.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const running = async (process) => {
  const { items } = ok(await world.camunda('admin').post('/process-instances/search', { filter: { processDefinitionId: process, state: 'ACTIVE' } }));
  return items.map(({ processInstanceKey }) => processInstanceKey);
};
const cancel = async (key) => ok(await world.camunda('admin').post(`/process-instances/${key}/cancellation`));
const notices = async (name) => ok(await (await world.browser(name)).get('/notices?size=100')).items.map(({ title }) => title.zh ?? title);

test('an open risk is watched anew, one that was resolved is not', async () => {
  const walk = await walkTo(world, 'in_execution');
  const risk = { project: walk.known.solution_project, title: '备件停产', type: 'technology', symptom: '公告', probability: 3, impact: 4, owner: 'tang_wei' };
  const id = await walk.make('guming', 'project_risk', risk);
  const [watching] = await running('risk_review');
  await world.pass('P10D');

  await cancel(watching);
  const [anew, ...others] = await running('risk_review');
  assert.ok(anew && anew !== watching && others.length === 0);
  assert.equal((await walk.read('project_risk', id)).state.id, 'identified');
  const overdue = async () => (await notices('tangwei')).filter((title) => title.includes('超期未复查')).length;
  await world.pass('P10D');
  assert.equal(await overdue(), 0);
  await world.pass('P5D');
  assert.equal(await overdue(), 1);

  await walk.move('tangwei', 'project_risk', 'resolve', { mitigation: '已备货' }, id);
  assert.deepEqual(await running('risk_review'), []);
});

test('a solution in use is watched anew for its half year, one that was withdrawn is not', async () => {
  const walk = await walkTo(world, 'library');
  const entry = walk.known.library_entry;
  const before = await running('library_review');
  const mine = before.at(-1);

  await cancel(mine);
  const now = await running('library_review');
  assert.equal(now.length, before.length);
  assert.ok(!now.includes(mine));
  assert.equal((await walk.read('library_entry', entry)).state.id, 'non_standard');
});

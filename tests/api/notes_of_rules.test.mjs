// What the rules of a type note for themselves meets no reader; acts that only the parent bars are not offered; what names
// a record by a choice names it in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

test('notes of the rules are in no list, file, template or paper, and the record keeps them', async () => {
  const walk = await walkTo(world, 'briefing');
  const project = await walk.read('solution_project');
  const handovers = project.children.find((list) => list.field === 'handovers');
  const ids = handovers.columns.map((field) => field.id);
  assert.ok(ids.includes('to_manager') && !ids.includes('accepted_manager') && !ids.includes('accepted_implementers'), ids);
  assert.equal(handovers.items[0].values.accepted_manager, 'gu_ming');

  const reader = await world.browser('chenguodong');
  const { fields } = ok(await reader.get('/record-types/handover'));
  assert.deepEqual(
    fields.filter((field) => field.hidden).map((field) => field.id),
    ['accepted_manager', 'accepted_implementers'],
  );
  assert.ok(!(await walk.read('handover')).fields.some((field) => field.id === 'accepted_manager'));

  const files = [
    await reader.get('/records/handover/export.csv'),
    await reader.get('/records/handover/import-template.csv'),
    await reader.get(`/instances/${walk.instance}/paper`),
  ];
  for (const file of files) {
    assert.equal(file.status, 200);
    assert.match(file.text, /移交/);
    assert.doesNotMatch(file.text, /接收时的项目经理|接收时的实施人员/);
  }
});

test('checks of plan items are offered from the start of execution on, and say so to who asks before', async () => {
  const walk = await walkTo(world, 'plan_confirmed');
  const manager = await world.browser('guming');
  const acts = async (type) => ok(await manager.get(`/records/${type}/${walk.known[type]}`)).transitions.map(({ id }) => id);
  assert.deepEqual([await acts('plan_item'), await acts('milestone')], [[], []]);
  const asked = await manager.post(`/records/plan_item/${walk.known.plan_item}/transitions/pass`, { values: {} });
  assert.match(refused(asked, 'plan_item.before_execution').title.zh, /启动执行之后/);

  await walk.to('in_execution');
  assert.deepEqual([await acts('plan_item'), await acts('milestone')], [['pass', 'fail'], ['reach']]);
});

test('a record that a choice names is called by it in both languages', async () => {
  const walk = await walkTo(world, 'won');
  await walk.newest('bid', 'bids');
  const bid = await walk.read('bid');
  assert.deepEqual([bid.title, bid.title_en], ['中标', 'Won']);
  assert.equal((await walk.read('solution_project')).title_en, undefined);
});

test('the story calls a signature no vote, and outcomes in both languages', async () => {
  const walk = await walkTo(world, 'briefing');
  const reader = await world.browser('chenguodong');
  const story = ok(await reader.get(`/records/solution_project/${walk.known.solution_project}/timeline`)).items;
  const of = (element, act) => story.filter((entry) => entry.element === element && entry.act === act);

  const [signed] = of('acceptance_of_handover', 'voted');
  assert.deepEqual(signed.title, { zh: '办理 接收交接', en: 'Did "Accept the handover"' });
  const [settled] = of('acceptance_of_handover', 'decided');
  assert.deepEqual(settled.title, { zh: '接收交接 已有结果', en: 'Outcome of "Accept the handover"' });
  assert.deepEqual(settled.outcome.title, { zh: '接收', en: 'Accept' });
  const [vote] = of('initiation', 'voted');
  assert.match(vote.title.zh, /^表决 /);
  assert.match(vote.title.en, /^Voted on "/);
});

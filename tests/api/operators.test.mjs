// What an operator does to a whole matter leaves its record where the rules put it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const act = async (walk, name, more = {}) => (await walk.as('admin')).post(`/instances/${walk.instance}/acts`, { act: name, text: '管理需要', ...more });
const targets = async (walk, name = 'admin') => ok(await (await walk.as(name)).get(`/instances/${walk.instance}/diagram`)).jump_targets;
const state = async (walk) => (await walk.read('solution_project')).state.id;
const waiting = async (walk) => ok(await (await walk.as('admin')).get(`/instances/${walk.instance}/diagram`)).active.map((one) => one.element);

test('a jump does not pass over a step that moves the record', async () => {
  const walk = await walkTo(world, 'two_agree');
  const gate = refused(await act(walk, 'jump', { target: 'assign_presales' }), 'app.jump_past_state', 409);
  assert.equal(gate.place, 'assign_presales');
  assert.ok(gate.missing.length === 1 && gate.missing[0].condition === 'pre_sales', JSON.stringify(gate.missing));
  refused(await act(walk, 'jump', { target: 'execution' }), 'app.jump_past_state', 409);
  const move = { activateInstructions: [{ elementId: 'assign_presales' }], terminateInstructions: [] };
  const door = await world.camunda('admin').post(`/process-instances/${walk.instance}/modification`, move);
  assert.equal(door.status, 409, door.text);
  assert.match(door.text, /app\.jump_past_state/);
  assert.deepEqual(await waiting(walk), ['initiation']);
  assert.equal(await state(walk), 'under_review');
});

test('steps within the present state are offered and may be jumped to', async () => {
  const walk = await walkTo(world, 'bid_open');
  const offered = await targets(walk);
  assert.ok(offered.includes('presentation') && !offered.includes('initiation') && !offered.includes('execution'), offered.join());
  assert.equal(await targets(walk, 'linxiaoyu'), undefined);
  ok(await act(walk, 'jump', { target: 'presentation' }));
  assert.deepEqual(await waiting(walk), ['presentation']);
  assert.equal(await state(walk), 'bidding');
});

test('a jump goes to no step that could not be ended there', async () => {
  const walk = await walkTo(world, 'planning');
  const offered = await targets(walk);
  assert.ok(!offered.includes('stakeholders') && !offered.includes('plan_confirmation'), offered.join());
  refused(await act(walk, 'jump', { target: 'stakeholders' }), 'app.jump_past_state', 409);
  const unmade = refused(await act(walk, 'jump', { target: 'plan_confirmation' }), 'app.jump_past_state', 409);
  assert.deepEqual(unmade.missing.map((one) => one.condition), ['plan_confirmation']);
  assert.deepEqual(await waiting(walk), ['plan']);
  const bidding = await walkTo(world, 'bid_open');
  refused(await act(bidding, 'jump', { target: 'technical_solution' }), 'app.jump_past_state', 409);
});

test('who ends the matter ends its record and what belongs to it', async () => {
  for (const name of ['cancel', 'void']) {
    const walk = await walkTo(world, 'planning');
    ok(await act(walk, name));
    assert.equal(await state(walk), 'terminated', name);
    const instance = ok(await (await walk.as('admin')).get(`/instances/${walk.instance}`));
    assert.equal(instance.status.id, name === 'void' ? 'voided' : 'terminated');
    const said = instance.timeline.find((one) => one.act === (name === 'void' ? 'voided' : 'canceled'));
    assert.equal(said?.text, '管理需要', JSON.stringify(instance.timeline.map((one) => one.act)));
    assert.equal(await walk.task('guming', 'implementation_plan'), undefined);
  }
  const walk = await walkTo(world, 'under_review');
  const door = await world.camunda('admin').post(`/process-instances/${walk.instance}/cancellation`, {});
  assert.ok(door.status < 300, door.text);
  assert.equal(await state(walk), 'terminated');
});

test('a change whose process an administrator ends is taken back', async () => {
  const walk = await walkTo(world, 'change_assessed');
  const admin = await walk.as('admin');
  const about = { type: 'requirement_change', id: walk.known.requirement_change };
  const { instance } = ok(await admin.get(`/tasks/${(await walk.task('guming', 'sign', about)).key}`));
  ok(await admin.post(`/instances/${instance.key ?? instance}/acts`, { act: 'cancel', text: '管理需要' }));
  assert.equal((await walk.read('requirement_change')).state.id, 'withdrawn');
});

test('an ended matter that is voided keeps the end of its record', async () => {
  const walk = await walkTo(world, 'two_agree');
  await walk.complete('zhouliming', 'initiation', { outcome: 'disagree', opinion: '意见' });
  assert.equal(await state(walk), 'terminated');
  ok(await act(walk, 'void'));
  assert.equal(await state(walk), 'terminated');
});

// A plan is confirmed by the business and by purchasing, and by nobody in their place.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';

import { ok, refused } from '../support/project.mjs';
import { plan, walkTo, World } from '../support/walk.mjs';

let world;
before(async () => {
  world = await World.open();
});
after(() => world.close());

test('a plan is not handed in while nobody buys, and is when somebody does', async () => {
  const walk = await walkTo(world, 'planning');
  const admin = await world.browser('admin');
  const manager = await world.browser('guming');
  ok(await admin.post('/organisation/posts/end', { person: 'qian_duo', position: 'buyer' }));

  const { missing } = refused(await manager.complete('plan', { outcome: 'done', values: plan }, walk.record), 'work.seat_vacant');

  assert.deepEqual(
    missing.map((one) => [one.condition, one.label.zh]),
    [['buyer', '采购专员']],
  );
  assert.equal((await walk.read('solution_project')).state.id, 'planning');
  ok(await admin.post('/organisation/posts', { person: 'he_jun', position: 'buyer', main: false }));
  await walk.to('plan_submitted');
  assert.ok(await walk.task('hejun', 'plan_confirmation'));
  assert.equal(await admin.task('plan_confirmation', walk.record), undefined);
});

test('nor while the business person alone would confirm for purchasing too', async () => {
  const walk = await walkTo(world, 'planning');
  const admin = await world.browser('admin');
  const manager = await world.browser('guming');
  ok(await admin.post('/organisation/posts', { person: 'lin_xiaoyu', position: 'buyer', main: false }));
  const handIn = async () => manager.complete('plan', { outcome: 'done', values: plan }, walk.record);

  refused(await handIn(), 'implementation_plan.one_confirms_for_both');

  assert.equal((await walk.read('solution_project')).state.id, 'planning');
  await walk.move('linxiaoyu', 'solution_project', 'hand_on', { business: 'he_jun' });
  refused(await handIn(), 'implementation_plan.one_confirms_for_both');
  ok(await admin.post('/organisation/posts/end', { person: 'he_jun', position: 'buyer' }));
  ok(await handIn());
  assert.ok(await walk.task('hejun', 'plan_confirmation'));
  assert.ok(await walk.task('linxiaoyu', 'plan_confirmation'));
});

test('nor does the business go to a buyer while a plan is being confirmed', async () => {
  const admin = await world.browser('admin');
  ok(await admin.post('/organisation/posts/end', { person: 'lin_xiaoyu', position: 'buyer' }));
  ok(await admin.post('/organisation/posts', { person: 'qian_duo', position: 'buyer', main: true }));
  const walk = await walkTo(world, 'plan_submitted');
  ok(await admin.post('/organisation/posts', { person: 'he_jun', position: 'buyer', main: false }));
  const at = `/records/solution_project/${walk.known.solution_project}/transitions/hand_on`;

  refused(await (await world.browser('linxiaoyu')).post(at, { values: { business: 'he_jun' } }), 'solution_project.business_confirms_as_buyer');
  refused(await admin.post('/people/lin_xiaoyu/leave', { reason: '离职', successor: 'he_jun' }), 'solution_project.business_confirms_as_buyer');

  assert.equal((await walk.read('solution_project')).values.business, 'lin_xiaoyu');
});

test('who has become the buyer while she confirms for the business is told so, and returns the plan', async () => {
  const other = await World.open();
  try {
    const walk = await walkTo(other, 'plan_submitted');
    const admin = await other.browser('admin');
    const business = await other.browser('linxiaoyu');
    ok(await admin.post('/people/qian_duo/leave', { reason: '离职', successor: 'lin_xiaoyu' }));
    const decide = (outcome, opinion) => business.complete('plan_confirmation', { outcome, opinion }, walk.record);

    refused(await decide('confirm'), 'solution_project.one_confirms_for_both');

    assert.equal((await walk.read('solution_project')).state.id, 'planning');
    ok(await decide('reject', '须另有采购人员'));
    assert.ok(await walk.task('guming', 'plan'));
  } finally {
    await other.close();
  }
});

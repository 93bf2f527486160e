// Who receives a project is exchanged while it is being handed over: what was signed stays, and who receives now signs.
import { test } from 'node:test';
import assert from 'node:assert/strict';

import { opened } from '../support/opened.mjs';
import { ok, refused } from '../support/project.mjs';
import { branches, Walk, walkTo } from '../support/walk.mjs';

const { world, admin } = await opened();

const leave = (person, successor) => admin.post(`/people/${person}/leave`, { reason: '离职', successor });
const reassign = async (walk, name = 'fangyuan') =>
  (await walk.as(name)).post(`/records/solution_project/${walk.known.solution_project}/transitions/reassign`, { values: { reassign_reason: '换人接收' } });

async function accept(walk, name, signer) {
  const signature = await walk.world.signature(name, signer);
  return (await walk.as(name)).complete('acceptance_of_handover', { outcome: 'accept', signature }, walk.record);
}

async function handOver(walk, name, element, signer) {
  await walk.complete(name, element, { values: { items: '方案', open_points: '无' }, signature: await walk.world.signature(name, signer) });
  return walk.newest('handover', 'handovers');
}

test('a manager who signed and left is followed by one who signs', async () => {
  const walk = await walkTo(world, 'handover_open');
  const first = walk.known.handover;
  ok(await leave('gu_ming', 'shen_lan'));
  refused(await accept(walk, 'tangwei', '唐伟'), 'solution_project.receiver_has_not_signed');
  refused(await reassign(walk, 'suqing'), 'records.forbidden');

  ok(await reassign(walk));
  assert.equal(await walk.task('tangwei', 'acceptance_of_handover'), undefined);
  await walk.complete('fangyuan', 'assign_manager', { values: { manager: 'shen_lan', implementers: ['tang_wei'] } });
  const second = await handOver(walk, 'suqing', 'technical_handover', '苏青');
  const manager = await walk.as('fangyuan');
  const form = ok(await manager.get(`/records/solution_project/${walk.known.solution_project}/form?transition=reassign`));
  assert.equal(form.values.reassign_reason ?? null, null, 'the reason of the time before is not offered again');
  ok(await accept(walk, 'tangwei', '唐伟'));
  ok(await accept(walk, 'shenlan', '沈岚'));

  assert.equal((await walk.read('solution_project')).state.id, 'briefing');
  const [before, now] = [await walk.read('handover', first), await walk.read('handover', second)];
  assert.deepEqual([before.state.id, before.values.to_manager], ['replaced', 'gu_ming']);
  assert.deepEqual([now.state.id, now.values.to_manager], ['accepted', 'shen_lan']);
  refused(await reassign(walk), 'records.transition_not_allowed');
});

test('an implementer who leaves before he signed is replaced first, also in a standard project', async () => {
  const walk = new Walk(world);
  await branches.standard(walk);
  await walk.complete('fangyuan', 'assign_team', { values: { manager: 'shen_lan', implementers: ['tang_wei'] } });
  refused(await reassign(walk), 'solution_project.no_open_handover');
  await handOver(walk, 'linxiaoyu', 'direct_handover', '林晓雨');
  ok(await accept(walk, 'shenlan', '沈岚'));
  refused(await leave('tang_wei', 'he_jun'), 'solution_project.not_implementer');

  ok(await reassign(walk, 'xuwenjing'));
  ok(await leave('tang_wei', 'shen_lan'));

  assert.ok(await walk.task('fangyuan', 'assign_team'));
});

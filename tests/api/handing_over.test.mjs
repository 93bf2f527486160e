// Who hands a project over receives it neither himself nor for another.
import { test } from 'node:test';
import assert from 'node:assert/strict';

import { opened } from '../support/opened.mjs';
import { ok, refused } from '../support/project.mjs';
import { walkTo } from '../support/walk.mjs';

const { world, admin } = await opened();

const items = { items: '方案', open_points: '无' };
const appoint = async (person, position) => ok(await admin.post('/organisation/posts', { person, position, main: false }));
const standIn = async (walk, name, deputy) => ok(await (await walk.as(name)).post('/deputies', { deputy, mode: 'beside' }));
const attempt = async (walk, name, element, values, signer) =>
  (await walk.as(name)).complete(element, { outcome: 'done', values, ...(signer ? { signature: await world.signature(name, signer) } : {}) }, walk.record);

test('a pre-sales engineer, or who acts for her, is no receiver', async () => {
  const walk = await walkTo(world, 'won');
  await appoint('su_qing', 'project_manager');
  await appoint('su_qing', 'implementer');
  const assign = (manager, implementers) => attempt(walk, 'fangyuan', 'assign_manager', { manager, implementers });
  refused(await assign('su_qing', ['tang_wei']), 'solution_project.presales_receives');
  refused(await assign('gu_ming', ['tang_wei', 'su_qing']), 'solution_project.presales_receives');
  ok(await assign('gu_ming', ['tang_wei']));
  await standIn(walk, 'suqing', 'tang_wei');
  await standIn(walk, 'suqing', 'shen_lan');
  await standIn(walk, 'guming', 'shen_lan');
  refused(await attempt(walk, 'tangwei', 'technical_handover', items, '唐伟'), 'handover.to_himself');

  ok(await attempt(walk, 'shenlan', 'technical_handover', items, '沈岚'));

  assert.equal(await walk.task('shenlan', 'acceptance_of_handover'), undefined);
  assert.ok(await walk.task('guming', 'acceptance_of_handover'));
});

test('a business person is no receiver of a standard project', async () => {
  const walk = await walkTo(world, 'standard');
  await appoint('lin_xiaoyu', 'implementer');
  const assign = (implementers) => attempt(walk, 'fangyuan', 'assign_team', { manager: 'gu_ming', implementers });
  refused(await assign(['lin_xiaoyu']), 'solution_project.business_receives');
  ok(await assign(['tang_wei']));
  await standIn(walk, 'guming', 'lin_xiaoyu');
  ok(await attempt(walk, 'linxiaoyu', 'direct_handover', items, '林晓雨'));

  assert.equal(await walk.task('linxiaoyu', 'acceptance_of_handover'), undefined);
  assert.ok(await walk.task('guming', 'acceptance_of_handover'));
});

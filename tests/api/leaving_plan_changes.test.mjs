// Who leaves hands on the items that a change of the plan proposes for him, though their day has passed.
import { test } from 'node:test';
import assert from 'node:assert/strict';

import { opened } from '../support/opened.mjs';
import { ok } from '../support/project.mjs';
import { plan, walkTo } from '../support/walk.mjs';

const { world } = await opened();

test('a proposed item has another responsible', async () => {
  const walk = await walkTo(world, 'in_execution');
  const about = { project: walk.known.solution_project, cause: 'actual_situation', reason: '增加点位' };
  const draft = await walk.make('guming', 'implementation_plan', { ...plan, ...about });
  const milestone = walk.known.milestone;
  await walk.make('guming', 'plan_change', { plan: draft, kind: 'new_item', milestone, name: '南门相机', planned_on: '2026-03-03', weight: 1, owner: 'tang_wei' });
  await walk.world.pass('P7D');
  const admin = await world.browser('admin');

  ok(await admin.post('/people/tang_wei/leave', { reason: '离职', successor: 'shen_lan' }));

  assert.equal((await walk.read('plan_change')).values.owner, 'shen_lan');
});

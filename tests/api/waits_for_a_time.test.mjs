// A matter that waits for a time says for which, and follows when that changes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

test('a project in maintenance waits for its end, and for the later one once it is extended', async () => {
  const walk = await walkTo(world, 'maintenance');
  const manager = await world.browser('guming');
  const values = { starts_on: world.today, ends_on: '2026-09-15', responsible: 'tang_wei', scope: '质保' };
  const { instance } = await walk.task('guming', 'maintenance');
  await walk.complete('guming', 'maintenance', { values });
  const waits = async () => ok(await manager.get(`/instances/${instance}`)).current.map(({ title, until }) => [title.zh, title.en, until]);

  assert.deepEqual(await waits(), [['维护期', 'Maintenance', '2026-09-15T01:00:00Z']]);

  const maintenance = await walk.newest('maintenance', 'maintenances');
  const { version } = await walk.read('maintenance', maintenance);
  ok(await manager.patch(`/records/maintenance/${maintenance}`, { version, values: { ends_on: '2026-12-15' } }));

  assert.deepEqual(await waits(), [['维护期', 'Maintenance', '2026-12-15T01:00:00Z']]);
  const seen = async (name) => ok(await (await world.browser(name)).get(`/instances/${instance}/diagram`)).timers;
  assert.deepEqual((await seen('admin')).map(({ due, held }) => [due, held]), [['2026-12-15T01:00:00Z', false]]);
  assert.equal(await seen('guming'), undefined, 'only administrators see the timers');
  assert.equal((await walk.read('solution_project')).values.maintenance_until, '2026-12-15');
});

test('a matter that waited is told from its beginning, by whoever began it', async () => {
  const walk = await walkTo(world, 'in_execution');
  const began = ok(await world.token('guming').get('/session')).clock.now;
  const issue = await walk.make('guming', 'project_issue', { project: walk.known.solution_project, title: '停电', description: '机房', affects_plan: false });
  await world.pass('P6D');

  const leader = await world.browser('chenguodong');
  assert.ok(await leader.task('countermeasure', { type: 'project_issue', id: issue }));
  const { items } = ok(await leader.get(`/records/project_issue/${issue}/timeline`));

  const told = items.map(({ act, title, person, at }) => [act, title.zh, person?.id, at?.slice(0, 10)]);
  assert.deepEqual(told, [
    ['record.created', '新建项目问题', 'gu_ming', began.slice(0, 10)],
    ['started', '发起 问题处理与上报', 'gu_ming', began.slice(0, 10)],
    ['record.transitioned', '项目问题：上报公司领导', 'system', '2026-03-05'],
    ['pending', '等待 协商对策或与对方高层对话', undefined, undefined],
  ]);
});

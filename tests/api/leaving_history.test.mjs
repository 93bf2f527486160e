// Who leaves hands on what goes on; what is over keeps his name, and keeps nobody from leaving.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { opened } from '../support/opened.mjs';
import { ok, refused } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

const { world, admin } = await opened();
const leave = (person, successor) => admin.post(`/people/${person}/leave`, { reason: '离职', successor });
const held = async (person) => ok(await admin.get(`/people/${person}/leaving`)).records;

test('after the handover nobody takes the place of the pre-sales engineer', async () => {
  const bidding = await walkTo(world, 'bid_open');
  const handed = await walkTo(world, 'briefing');
  const resting = await walkTo(world, 'in_execution');
  await resting.move('linxiaoyu', 'solution_project', 'suspend', { suspend_reason: '客户预算冻结' });

  const found = (await held('su_qing')).filter(({ id }) => id.startsWith('solution_project/'));

  assert.deepEqual(found.map(({ id }) => id), [`solution_project/${bidding.known.solution_project}/presales`]);
  assert.equal((await handed.read('solution_project')).values.presales, 'su_qing');
});

test('a plan names who confirmed it, though she left before the others did', async () => {
  const walk = await walkTo(world, 'one_confirms');
  ok(await leave('lin_xiaoyu', 'he_jun'));
  await walk.complete('qianduo', 'plan_confirmation', { outcome: 'confirm' });

  const { values } = await walk.read('implementation_plan');
  assert.equal(values.business, 'lin_xiaoyu');
  assert.equal((await walk.read('solution_project')).values.business, 'he_jun');
});

test('of what is over nothing goes to another; an implementer of what goes on is followed by one, who is told', async () => {
  const other = await World.open();
  try {
    const live = await walkTo(other, 'in_execution');
    const arranged = { project: live.known.solution_project, role: '安装', share: 60 };
    await live.make('guming', 'resource_assignment', { ...arranged, person: 'tang_wei', from_on: '2026-03-02', to_on: '2026-04-02' });
    const { number } = await live.read('solution_project');
    const over = await walkTo(other, 'closed');
    const maintenance = await over.newest('maintenance', 'maintenances');
    const chief = await other.browser('admin');
    const { records } = ok(await chief.get('/people/tang_wei/leaving'));
    assert.deepEqual(records.map(({ field }) => field.zh).sort(), ['人员', '实施人员']);
    assert.ok(records.every(({ about }) => about.startsWith(number)));

    ok(await chief.post('/people/tang_wei/leave', { reason: '离职', successor: 'shen_lan' }));

    assert.equal((await over.read('maintenance', maintenance)).values.responsible, 'tang_wei');
    assert.deepEqual((await live.read('solution_project')).values.implementers, ['shen_lan']);
    assert.equal((await live.read('resource_assignment')).values.person, 'shen_lan');
    const told = ok(await (await other.browser('shenlan')).get('/notices')).items.map(({ title }) => title.zh);
    assert.ok(told.some((title) => title.startsWith('离职交接给您') && title.includes(number) && title.endsWith('实施人员')), told.join('\n'));
    const again = { values: { ...arranged, person: 'tang_wei', from_on: '2026-03-08', to_on: '2026-03-09' } };
    const refusal = refused(await (await other.browser('guming')).post('/records/resource_assignment', again), 'records.value_invalid');
    assert.deepEqual(refusal.missing.map(({ field }) => field), ['person']);
  } finally {
    await other.close();
  }
});

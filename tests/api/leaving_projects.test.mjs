// Who leaves hands on the projects that he answers for, those that rest included.
import { test } from 'node:test';
import assert from 'node:assert/strict';

import { opened } from '../support/opened.mjs';
import { ok, refused } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

const { world, admin } = await opened();
await walkTo(world, 'bid_open');

const leave = (person, successor, positions = {}) => admin.post(`/people/${person}/leave`, { reason: '离职', successor, positions });

test('the project has another manager, sales person and pre-sales engineer, who may act', async () => {
  const walk = await walkTo(world, 'in_execution');
  const resting = await walkTo(world, 'suspended');
  const owner = { title: '门禁主机返修', description: '夜间掉线', affects_plan: false, owner: 'gu_ming' };
  await walk.make('guming', 'project_issue', { project: walk.known.solution_project, ...owner });
  const { records } = ok(await admin.get('/people/gu_ming/leaving'));
  assert.deepEqual(records.map((one) => one.field.zh).sort(), ['指定责任人', '项目经理']);

  ok(await leave('gu_ming', 'shen_lan'));
  ok(await leave('lin_xiaoyu', 'he_jun'));

  const { values } = await walk.read('solution_project');
  assert.deepEqual([values.manager, values.business], ['shen_lan', 'he_jun']);
  const story = ok(await admin.get(`/records/solution_project/${walk.known.solution_project}/timeline`)).items;
  const told = story.filter(({ title }) => title.zh.includes('离职'));
  assert.deepEqual(told.map(({ title, changes }) => [title.zh, ...changes.map(({ field }) => field)]).sort(), [
    ['林晓雨离职，由何俊接手', 'business'],
    ['顾鸣离职，由沈岚接手', 'manager'],
    ['顾鸣离职，由沈岚接手', 'owner'],
  ]);
  assert.equal((await walk.read('project_issue')).values.owner, 'shen_lan');
  await walk.move('shenlan', 'plan_item', 'pass');
  assert.equal((await resting.read('solution_project')).values.business, 'he_jun', 'also while it is suspended');
});

test('the successor has to be one who may: the refusal names the project', async () => {
  const { records } = ok(await admin.get('/people/su_qing/leaving'));
  const refusal = refused(await leave('su_qing', 'tang_wei', { presales_engineer: 'shen_lan' }), 'solution_project.not_presales');
  assert.equal(refusal.place, records[0].id);
});

test('who takes over a project is who signs for it, and who hands over does not', async () => {
  const other = await World.open();
  try {
    const walk = await walkTo(other, 'won');
    ok(await (await walk.as('guming')).post('/deputies', { deputy: 'su_qing', mode: 'beside' }));
    await walk.to('handover_open');
    assert.equal(await walk.task('suqing', 'acceptance_of_handover'), undefined, 'she handed it over');
    const chief = await other.browser('admin');
    const gone = (successor) => chief.post('/people/tang_wei/leave', { reason: '离职', successor });
    const { records } = ok(await chief.get('/people/tang_wei/leaving'));
    assert.equal(refused(await gone('cui_hao'), 'solution_project.not_implementer').place, records[0].id);

    ok(await gone('shen_lan'));

    const signature = await other.signature('shenlan', '沈岚');
    await walk.complete('shenlan', 'acceptance_of_handover', { outcome: 'accept', signature });
    assert.deepEqual((await walk.read('handover')).values.to_implementers, ['shen_lan']);
    assert.equal((await walk.read('solution_project')).state.id, 'briefing');
  } finally {
    await other.close();
  }
});

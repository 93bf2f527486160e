// Every number of a project's cockpit opens the records that it is counted from: counted by hand.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

async function costs(walk, project, line) {
  const name = 'invoice.txt';
  const upload = async () => ok(await (await walk.as('guming')).request('POST', `/attachments?name=${name}`, '150000', { 'Content-Type': 'application/octet-stream' }));
  for (const [title, amount] of [['门禁设备', '150000.00'], ['线缆', '2000.00']])
    await walk.make('guming', 'cost_entry', { project, title, budget_line: line, spent_on: world.today, amount, evidence: [{ id: (await upload()).id, name }] });
}

// On 2026-05-25: a milestone reached early, one overdue, one still ahead; of five items two passed and one failed;
// two budget lines of three, two costs, two risks of three open.
async function inTheMiddle() {
  const walk = await walkTo(world, 'planning');
  const project = walk.known.solution_project;
  const line = async (title, amount) => walk.make('guming', 'budget_line', { project, title, category: 'equipment', amount });
  const equipment = await line('设备', '200000.00');
  await line('差旅', '10000.00');
  await walk.move('guming', 'budget_line', 'drop', { drop_reason: '已包含' }, await line('运费', '5000.00'));
  const wired = await walk.make('guming', 'milestone', { project, name: '布线完成', planned_on: '2026-05-22' }, 'wired');
  const tuned = await walk.make('guming', 'milestone', { project, name: '调试完成', planned_on: '2026-06-10' }, 'tuned');
  const cables = await walk.make('guming', 'plan_item', { milestone: wired, title: '布线', weight: 1 }, 'cables');
  const gates = await walk.make('guming', 'plan_item', { milestone: tuned, title: '道闸', weight: 2, planned_end: '2026-05-10' }, 'gates');
  await walk.make('guming', 'plan_item', { milestone: tuned, title: '联调', weight: 1 }, 'linked');
  await walk.to('in_execution');
  await costs(walk, project, equipment);
  for (const [title, probability, impact] of [['供货', 3, 4], ['网络', 2, 3], ['付款', 1, 1]])
    await walk.make('guming', 'project_risk', { project, title, type: 'technology', symptom: '迟', probability, impact, owner: 'gu_ming' });
  await walk.move('guming', 'project_risk', 'resolve', { mitigation: '已付' });
  await world.pass('P60D');
  await walk.move('guming', 'plan_item', 'pass');
  await walk.move('guming', 'milestone', 'reach', { conclusion: '完成' });
  await world.pass('P24D');
  await walk.move('guming', 'plan_item', 'pass', {}, cables);
  await walk.move('guming', 'plan_item', 'fail', { check_note: '不落杆' }, gates);
  return project;
}

const expected = {
  schedule_attainment: { value: '50.00', rows: ['安装完成', '布线完成'] },
  plan_fulfilment: { value: '66.67', rows: ['门禁安装', '布线', '道闸'] },
  stage_quality: { value: '66.67', rows: ['门禁安装', '布线', '道闸'] },
  budget_use: { value: '72.38', rows: ['设备', '差旅', '门禁设备', '线缆'] },
  budget_deviation: { value: '-58000.00', rows: ['设备', '差旅', '门禁设备', '线缆'] },
  risk_exposure: { value: '18.00', rows: ['供货', '网络'] },
};

test('every number of the cockpit opens the rows that it is counted from', async () => {
  const project = await inTheMiddle();
  const manager = await world.browser('guming');

  const { sections } = ok(await manager.get(`/views/project_cockpit/data?record=${project}`));
  const tiles = sections.find((section) => section.kind === 'metrics').metrics;
  assert.deepEqual(tiles.map(({ metric }) => metric).sort(), Object.keys(expected).sort());
  for (const { metric, value, rows_total } of tiles) {
    const opened = ok(await manager.get(`/metrics/${metric}?record=${project}`));
    assert.deepEqual({ value, rows: opened.rows.map(({ title }) => title).sort() }, { value: expected[metric].value, rows: [...expected[metric].rows].sort() }, metric);
    assert.equal(rows_total, expected[metric].rows.length, metric);
    assert.equal(opened.rows_total, rows_total, metric);
  }
  const { values } = ok(await manager.get(`/records/solution_project/${project}`));
  const own = ({ progress, fulfilment, delayed_milestones, late_items, budget, spent, deviation, exposure }) =>
    [progress, fulfilment, delayed_milestones, late_items, budget, spent, deviation, exposure].map(String);
  assert.deepEqual(own(values), ['57.14', '66.67', '1', '2', '210000.00', '152000.00', '-58000.00', '18']);
  const late = sections.find(({ title }) => title.en === 'Late plan items').list;
  assert.equal(late.total, values.late_items);
  assert.deepEqual(late.items.map(({ values: item }) => item.project), [project, project]);
  assert.equal(late.can_create, false);
});

test('rows of several types say which they are; what names a row stands first', async () => {
  const walk = await walkTo(world, 'planning');
  const project = walk.known.solution_project;
  const line = await walk.make('guming', 'budget_line', { project, title: '设备', category: 'equipment', amount: '500.00' });
  const manager = await world.browser('guming');
  const opened = async (metric) => ok(await manager.get(`/metrics/${metric}?record=${project}`));

  const alone = await opened('budget_use');
  await costs(walk, project, line);
  const both = await opened('budget_use');

  assert.equal(alone.columns[0].id, 'title');
  assert.ok(alone.columns.some(({ id }) => id === 'category'));
  assert.deepEqual(both.columns.map(({ id }) => id), ['title', 'record_type', 'amount']);
  assert.ok(ok(await manager.get('/metrics/budget_use')).columns.some(({ id }) => id === 'project'));
  assert.equal(both.columns.at(-1).title.zh, '金额');
  assert.deepEqual(both.columns[1].options.map(({ title }) => title.zh), ['预算项', '费用']);
  assert.deepEqual(both.rows.map(({ values }) => values.record_type), ['budget_line', 'cost_entry', 'cost_entry']);
});

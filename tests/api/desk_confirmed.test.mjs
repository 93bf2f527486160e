// What somebody has confirmed or read at the operations desk stays what it was, also against direct changes of the
// records, and nobody is offered his own work to confirm.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

let world;
before(async () => {
  world = await World.open();
});
after(() => world.close());

const as = (name) => world.browser(name);
const complete = async (name, element, record, act) => ok(await (await as(name)).complete(element, act, record));
const read = async (type, id) => ok(await (await as('qinyue')).get(`/records/${type}/${id}`));
const childrenOf = async (type, id, field) => (await read(type, id)).children.find((list) => list.field === field).items;

async function change(name, type, id, values) {
  const { version } = await read(type, id);
  return (await as(name)).patch(`/records/${type}/${id}`, { version, values });
}

async function demand(name = 'cuihao') {
  const values = { title: '促销看板', unit: 'marketing_department', content: '日销售对比', kind: 'data', difficulty: 'low' };
  return ok(await (await as(name)).post('/processes/demand_flow/instances', { values })).record;
}

async function evaluated() {
  const one = await demand();
  await complete('qinyue', 'evaluation', one, { outcome: 'pass', values: { score: 80 } });
  await complete('qinyue', 'ordering', one, { outcome: 'submit', values: { priority: 1 } });
  const values = { demand: one.id, title: '看板', team: 'data_team', owner: 'jiang_tao', due_on: '2026-03-20', share: 10 };
  const { id } = ok(await (await as('luozhiheng')).post('/records/desk_task', { values }));
  const task = { type: 'desk_task', id };
  await complete('luozhiheng', 'allocation', one, { outcome: 'allocate' });
  await complete('jiangtao', 'receipt', task, { outcome: 'received' });
  await complete('jiangtao', 'planning', task, { outcome: 'planned', values: { plan: '一周', scheme: '取数' } });
  await complete('jiangtao', 'execution', task, { outcome: 'finished', values: { quality_note: '可以' } });
  await complete('jiangtao', 'results', task, { outcome: 'collected', values: { results: '看板', result_notes: '无' } });
  const [evaluation] = await childrenOf('desk_task', id, 'desk_evaluations');
  for (const score of await childrenOf('desk_evaluation', evaluation.id, 'evaluation_scores'))
    ok(await change('jiangtao', 'evaluation_score', score.id, { score: 90 }));
  return { task, evaluation: evaluation.id };
}

test('an evaluation is confirmed as it was handed in', async () => {
  const draft = ok(await (await as('qinyue')).post('/records/evaluation_standard', { values: { title: '草稿', effective_from: '2026-03-02' } }));
  const { task, evaluation } = await evaluated();
  refused(await change('jiangtao', 'desk_evaluation', evaluation, { standard: draft.id }), 'desk_evaluation.standard_fixed', 422);
  refused(await change('luozhiheng', 'desk_task', task.id, { results: '代写' }), 'desk_task.done_by_owner', 422);
  refused(await change('qinyue', 'desk_evaluation', evaluation, { manager_score: 91 }), 'desk_evaluation.not_handed_in', 422);

  await complete('jiangtao', 'evaluation', task, { outcome: 'evaluated', values: { process_comment: '好', result_comment: '好' } });

  refused(await change('jiangtao', 'desk_evaluation', evaluation, { standard: draft.id }), 'desk_evaluation.standard_fixed', 422);
  refused(await change('jiangtao', 'desk_evaluation', evaluation, { process_comment: '改' }), 'desk_evaluation.handed_in', 422);
  refused(await change('jiangtao', 'desk_task', task.id, { results: '改' }), 'desk_task.under_evaluation', 422);
  refused(await change('jiangtao', 'desk_task', task.id, { plan: '改' }), 'desk_task.carried_out', 422);
  await complete('qinyue', 'confirmation', task, { outcome: 'confirm', values: { manager_score: 91 } });
});

test('a month that runs or lies ahead is not reported on', async () => {
  const manager = await as('qinyue');
  for (const month_on of ['2026-03-01', '2027-01-01'])
    refused(await manager.post('/records/monthly_report', { values: { month_on } }), 'monthly_report.month_not_over', 422);
});

test('a manager with a second post does not filter his own demand', async () => {
  ok(await (await as('admin')).post('/organisation/posts', { person: 'qin_yue', position: 'process_lead' }));
  const own = await demand('qinyue');
  assert.equal(await (await as('qinyue')).task('evaluation', own), undefined);
  await complete('liangchengyu', 'evaluation', own, { outcome: 'pass', values: { score: 70 } });
  assert.equal((await read('demand', own.id)).values.evaluated_by, 'liang_chengyu');
});

async function deliver(report) {
  const writers = { manager_report: 'qinyue', resources_report: 'luozhiheng', owner_report: 'jiangtao' };
  for (const link of await childrenOf('monthly_report', report.id, 'link_reports')) {
    const element = { collection: 'manager_report', reporting: 'manager_report', allocation: 'resources_report' }[link.values.link] ?? 'owner_report';
    await complete(writers[element], element, { type: 'link_report', id: link.id }, { outcome: 'hand_in', values: { content: '如实' } });
  }
  await complete('qinyue', 'collecting', report, { outcome: 'gathered' });
  await complete('qinyue', 'writing', report, { outcome: 'written', values: { summary: '甲', performance: '乙', improvements: '丙' } });
  await complete('qinyue', 'delivering', report, { outcome: 'deliver', values: { recipients: ['deng_wanqing'] } });
}

async function numbersOf(report) {
  const { sections } = ok(await (await as('dengwanqing')).get(`/views/report_cockpit/data?record=${report.id}`));
  const numbers = {};
  for (const { metric } of sections.flatMap((section) => section.metrics ?? [])) {
    const { values, rows, rows_total } = ok(await (await as('dengwanqing')).get(`/metrics/${metric}?record=${report.id}`));
    numbers[metric] = { value: values[0].value, rows: rows.map((row) => row.id), rows_total };
  }
  return numbers;
}

test('the numbers of a delivered report stay, with the rows that each opens', async () => {
  const returned = await demand();
  await complete('qinyue', 'evaluation', returned, { outcome: 'return', values: { score: 30, reason: '不清楚' } });
  const waiting = ok(await (await as('kongxin')).post('/processes/demand_flow/instances', { values: { title: '工位', unit: 'service_department', content: '旧' } }));
  await world.pass('P30D');
  await world.pass('PT1M');
  const [found] = ok(await (await as('qinyue')).get('/records/monthly_report?q=' + encodeURIComponent('2026 年 3 月'))).items;
  const report = { type: 'monthly_report', id: found.id };
  await deliver(report);
  const before = await numbersOf(report);
  assert.equal(Number(before.demands_returned.value), before.demands_returned.rows_total);
  assert.ok(before.demands_returned.rows.includes(returned.id));

  await complete('cuihao', 'revision', returned, { outcome: 'resubmit', values: { title: '促销看板', content: '改' } });
  await complete('qinyue', 'evaluation', returned, { outcome: 'return', values: { score: 30, reason: '仍不清楚' } });
  ok(await (await as('kongxin')).post(`/instances/${waiting.instance}/acts`, { act: 'withdraw', text: '不再需要' }));

  assert.deepEqual(await numbersOf(report), before);
});

test('the workbench tells of how many reports a number is; what stood at the end of a month is that of the newest', async () => {
  const manager = await as('qinyue');
  const reports = ok(await manager.get('/records/monthly_report?sort=-month_on')).items;
  assert.ok(reports.length > 1, 'several reports');
  const { metrics } = ok(await manager.get('/workbench'));
  const own = (id) => metrics.find(({ metric }) => metric === id);
  const { records, together } = own('demands_received').over;
  assert.deepEqual([records, together], [reports.length, 'sum']);
  assert.equal(own('tasks_in_progress').value, (await numbersOf(reports[0])).tasks_in_progress.value);
  assert.notEqual(own('tasks_in_progress').value, '0.00');
});

test('who revised a demand does not evaluate it again', async () => {
  const one = await demand();
  await complete('qinyue', 'evaluation', one, { outcome: 'return', values: { score: 40, reason: '说明不清' } });
  const revision = ok(await (await as('cuihao')).get('/tasks?box=todo&size=100')).items.find((row) => row.element === 'revision' && row.record?.id === one.id);
  ok(await (await as('cuihao')).post(`/tasks/${revision.key}/acts`, { act: 'transfer', persons: ['qin_yue'], text: '请代为修改' }));
  await complete('qinyue', 'revision', one, { outcome: 'resubmit', values: { title: '促销看板', content: '日销售对比，按门店' } });

  const { current } = ok(await (await as('qinyue')).get(`/instances/${revision.instance}`));
  assert.deepEqual(current.map((step) => step.element), ['evaluation']);
  assert.ok(!current[0].persons.some((person) => person.id === 'qin_yue'), JSON.stringify(current[0].persons));
});

// What was cancelled: a Gantt chart counts no further days for it, and a metric no row.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

let world;
before(async () => {
  world = await World.open();
});
after(() => world.close());

const as = (name) => world.browser(name);
const complete = async (name, element, record, act) => ok(await (await as(name)).complete(element, act, record));

async function sentTask() {
  const values = { title: '促销看板', unit: 'marketing_department', content: '日销售对比', kind: 'data', difficulty: 'low' };
  const demand = ok(await (await as('cuihao')).post('/processes/demand_flow/instances', { values })).record;
  await complete('qinyue', 'evaluation', demand, { outcome: 'pass', values: { score: 80 } });
  await complete('qinyue', 'ordering', demand, { outcome: 'submit', values: { priority: 1 } });
  const task = { demand: demand.id, title: '看板', team: 'data_team', owner: 'jiang_tao', start_on: '2026-03-02', due_on: '2026-03-04', share: 10 };
  const made = ok(await (await as('luozhiheng')).post('/records/desk_task', { values: task }));
  await complete('luozhiheng', 'allocation', demand, { outcome: 'allocate' });
  return { type: 'desk_task', id: made.id };
}

const lateDays = async () => {
  const { items } = ok(await (await as('qinyue')).get('/views/task_gantt/data'));
  return items.find((item) => item.title === '看板').late_days;
};

test('a bar that was cancelled falls no further behind', async () => {
  const task = await sentTask();
  await world.pass('P3D');
  assert.equal(await lateDays(), 1);
  const { instance } = await (await as('jiangtao')).task('receipt', task);
  ok(await (await as('admin')).post(`/instances/${instance}/acts`, { act: 'cancel', text: '客户取消' }));

  await world.pass('P4D');

  assert.equal(await lateDays(), 1);
});

test('a cancelled appraisal is no row behind how many are done', async () => {
  const manager = await as('renjie');
  const cycle = ok(await manager.post('/records/appraisal_period', { values: { from_on: '2026-01-01' } }));
  const rows = async () => ok(await manager.get(`/metrics/appraisals_closed?record=${cycle.id}`)).rows;
  const before = await rows();
  assert.ok(before.length > 0);
  const { instance } = await (await as('xialin')).task('self_rating');
  ok(await (await as('admin')).post(`/instances/${instance}/acts`, { act: 'cancel', text: '评错了人' }));

  assert.equal((await rows()).length, before.length - 1);
});

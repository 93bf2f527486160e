// What lists of another record and the menu offer, by the pack of the operations desk.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

let program;
before(async () => (program = await Program.start()));
after(() => program.remove());

test('the entries of common stand around those of the packs', async () => {
  assert.deepEqual(await menuOf('qinyue'), [
    'workbench',
    'tasks',
    'start',
    'Duties',
    'Administration',
    'Performance',
    'Operations centre',
    'Solution projects',
    'Solution library',
    'Training',
    'Master data',
    'letters',
    'organisation',
    'charter',
  ]);
});

test('the operations centre is an entry for those who work there', async () => {
  for (const name of ['qinyue', 'luozhiheng', 'jiangtao', 'tianmi', 'liangchengyu', 'admin'])
    assert.ok((await menuOf(name)).includes('Operations centre'), name);
  for (const name of ['cuihao', 'guming'])
    assert.ok(!(await menuOf(name)).includes('Operations centre'), name);
});

async function menuOf(name) {
  const { items } = ok(await (await program.as(name)).get('/menu'));
  return items.map((item) => item.page ?? item.title.en);
}

test('a list names the records that the reader may change', async () => {
  const tasksSeenBy = async (name) => {
    const client = await program.as(name);
    const { items } = ok(await client.get('/records/demand?q=' + encodeURIComponent('门店促销数据支持')));
    const { children } = ok(await client.get(`/records/demand/${items[0].id}`));
    return children.find((list) => list.field === 'desk_tasks');
  };

  const owner = await tasksSeenBy('jiangtao');
  assert.equal(owner.items.length, 1);
  assert.deepEqual(owner.changeable, [owner.items[0].id]);
  assert.equal(owner.can_create, false);
  assert.deepEqual((await tasksSeenBy('cuihao')).changeable, []);
});

test('what an administrator ends is not left standing on the board', async () => {
  const admin = await program.as('admin');
  const reader = await program.as('qinyue');
  const [{ id }] = ok(await reader.get('/records/demand?q=' + encodeURIComponent('门店促销数据支持'))).items;
  const tasksOf = async () => ok(await reader.get(`/records/demand/${id}`)).children.find((list) => list.field === 'desk_tasks').items;
  const [task] = await tasksOf();
  const running = async (type, record) =>
    ok(await admin.get('/instances?scope=all&state=active&size=100')).items.find((one) => one.record?.type === type && one.record.id === record);
  const endOf = async (type, record) => ok(await admin.post(`/instances/${(await running(type, record)).key}/acts`, { act: 'cancel', text: '活动取消' }));

  await endOf('desk_task', task.id);
  assert.equal((await tasksOf())[0].state.id, 'cancelled');
  await endOf('demand', id);

  const record = ok(await reader.get(`/records/demand/${id}`));
  assert.equal(record.state.id, 'terminated');
  assert.equal(record.values.waits_at, 'nobody');
  assert.deepEqual(record.values.open_owners ?? [], []);
});

test('a unit that is worked out while a form is filled in comes with its name', async () => {
  const submitter = await program.as('hejun');
  ok(await submitter.post('/processes/demand_flow/instances', { values: { title: '分配建议', content: '按类型与难度建议团队', kind: 'data' } }));
  const manager = await program.as('qinyue');
  const next = async (client) => ok(await client.get('/tasks?box=todo&q=' + encodeURIComponent('分配建议'))).items[0];
  const complete = async (client, outcome, values) => {
    const { key, version } = await next(client);
    ok(await client.post(`/tasks/${key}/acts`, { act: 'complete', outcome, version, values }));
  };
  await complete(manager, 'pass', { score: 80 });
  await complete(manager, 'submit', { priority: 1 });
  const allocator = await program.as('luozhiheng');
  const { form } = ok(await allocator.get(`/tasks/${(await next(allocator)).key}`));

  const evaluated = ok(await allocator.post('/forms/evaluate', { subject: form.subject, values: { ...form.values, difficulty: 'medium' } }));

  assert.equal(evaluated.fields.proposed_team.value, 'data_team');
  assert.deepEqual(evaluated.texts.proposed_team.map((one) => one.title.zh), ['数据组']);
});

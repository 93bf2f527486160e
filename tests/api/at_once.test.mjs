// Requests that meet: twice the same, two people at once, a session that ends, a seat without anybody.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { application, ok, project, refused, someClient } from '../support/project.mjs';
import { Walk, walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const visit = (place) => ({
  act: 'complete',
  outcome: 'done',
  values: { visited_on: '2026-03-02', place, participants: '苏青、林晓雨', needs: '人车分流' },
});

test('two people complete the same task at the same moment: one record, one answer, one refusal', async () => {
  const rounds = 8;
  for (let round = 0; round < rounds; ++round) {
    const walk = await walkTo(world, 'visit_due');
    const [su, lin] = [await walk.as('suqing'), await walk.as('linxiaoyu')];
    const { key } = await walk.task('suqing', 'needs_visit');

    const answers = await Promise.all([su, lin].map((one, at) => one.post(`/tasks/${key}/acts`, visit(`地点 ${at}`))));

    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409], answers.map((one) => one.text).join('\n'));
    refused(answers.find((answer) => answer.status === 409), 'work.task_over');
    const { children } = await walk.read('solution_project');
    assert.equal(children.find((list) => list.field === 'needs_visits').total, 1);
    assert.ok(await walk.task('suqing', 'technical_solution'));
  }
});

test('a form handed in ten times at once with one key is handed in once', async () => {
  const sales = await world.browser('linxiaoyu');
  const values = project(await someClient(sales), { name: '同时提交' });
  const send = () =>
    sales.request('POST', '/processes/solution_project_flow/instances', { values }, { 'Idempotency-Key': 'at-once' });

  const answers = await Promise.all(Array.from({ length: 10 }, send));

  const instances = new Set(answers.map((answer) => ok(answer).instance));
  assert.equal(instances.size, 1);
  const found = ok(await sales.get(`/records/solution_project?q=${encodeURIComponent('同时提交')}`));
  assert.equal(found.total, 1);
});

test('a task handed in ten times at once without a key is done once', async () => {
  const walk = await walkTo(world, 'registered');
  const sales = await walk.as('linxiaoyu');
  const { key } = await walk.task('linxiaoyu', 'application');
  const act = { act: 'complete', outcome: 'done', values: application };

  const answers = await Promise.all(Array.from({ length: 10 }, () => sales.post(`/tasks/${key}/acts`, act)));

  assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
  for (const answer of answers.filter((one) => one.status !== 200)) refused(answer, 'work.task_over', 409);
  const { children } = await walk.read('solution_project');
  assert.equal(children.find((list) => list.field === 'initiation_applications').total, 1);
});

test('two changes of one record at the same moment: one is kept, the other is told', async () => {
  const sales = await world.browser('linxiaoyu');
  const made = ok(await sales.post('/records/client', { values: { name: '同时修改' } }));
  const change = (name) => sales.patch(`/records/client/${made.id}`, { version: made.version, values: { name } });

  const answers = await Promise.all(['甲', '乙', '丙', '丁'].map(change));

  assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
  for (const answer of answers.filter((one) => one.status !== 200)) refused(answer, 'records.changed_meanwhile', 409);
});

test('a session that ends in the middle of a form: refused, and the draft is still there', async () => {
  const walk = await walkTo(world, 'registered');
  const sales = await walk.as('linxiaoyu');
  const { key } = await walk.task('linxiaoyu', 'application');
  ok(await sales.put(`/tasks/${key}/draft`, { values: { background: '写到一半' } }));

  await world.pass('P3D');

  refused(await sales.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'done', values: application }), 'access.not_signed_in', 401);
  const again = await world.browser('linxiaoyu');
  const task = ok(await again.get(`/tasks/${key}`));
  assert.equal(task.draft.values.background, '写到一半');
  ok(await again.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'done', values: application }));
});

test('a seat without anybody: the submission is refused naming it, nothing is half written', async () => {
  const manager = await world.browser('zhouliming');
  const admin = await world.browser('admin');
  const client = await someClient(await world.browser('linxiaoyu'));
  const deputy = ok(await manager.get('/deputies')).items.find((one) => one.position?.id === 'sales_manager');
  const started = ok(await manager.post('/processes/solution_project_flow/instances', { values: project(client) }));
  const waiting = ok(await manager.post('/processes/solution_project_flow/instances', { values: project(client) }));
  ok(await manager.complete('application', { outcome: 'done', values: application }, waiting.record));

  // The applicant holds a seat himself and his deputy is gone.
  ok(await admin.delete(`/deputies/${deputy.id}`));

  const answer = await manager.complete('application', { outcome: 'done', values: application }, started.record);
  const { missing } = refused(answer, 'work.seat_vacant');
  assert.ok(missing.some((one) => one.condition === 'sales_manager' && one.label.zh === '销售部经理'), answer.text);
  const record = ok(await manager.get(`/records/solution_project/${started.record.id}`));
  assert.equal(record.state.id, 'intake');
  assert.equal(record.children.find((list) => list.field === 'initiation_applications').total, 0);

  // Where the seat was open already, the applicant and the administrator hear of it.
  for (const one of [manager, admin]) {
    const { items } = ok(await one.get('/notices'));
    assert.ok(items.some((notice) => notice.title.zh.startsWith('席位空缺')), JSON.stringify(items.map((item) => item.title.zh)));
  }

  // Nothing sticks: a new deputy finds the vote, and the submission goes through.
  ok(await admin.post('/deputies', { position: 'sales_manager', deputy: 'xu_wenjing', reason: '代为表决' }));
  ok(await manager.complete('application', { outcome: 'done', values: application }, started.record));
  const standing = await world.browser('xuwenjing');
  for (const { record: about } of [started, waiting]) {
    const vote = { outcome: 'agree', opinion: '代为表决' };
    ok(await standing.complete('initiation', vote, about));
  }
});

test('calls that go round in a circle end in an incident, and the server lives', async () => {
  const call = (id, calls) => `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="start"/>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="call"/>
    <bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="${calls}"/></bpmn:extensionElements></bpmn:callActivity>
    <bpmn:sequenceFlow id="b" sourceRef="call" targetRef="end"/><bpmn:endEvent id="end"/></bpmn:process>
</bpmn:definitions>`;
  const camunda = world.camunda('admin');
  const deployed = await camunda.deploy({ 'ping.bpmn': call('ping', 'pong'), 'pong.bpmn': call('pong', 'ping') });
  assert.equal(deployed.status, 200, deployed.text);

  const started = await camunda.post('/process-instances', { processDefinitionId: 'ping' });

  assert.equal(started.status, 200, started.text);
  const { items } = await camunda.search('/incidents', {});
  assert.ok(items.some((incident) => incident.processDefinitionId === 'ping' || incident.processDefinitionId === 'pong'));
  ok(await world.program.client().get('/health'));
});

test('a walk still comes to its end after all of this', async () => {
  const walk = await new Walk(world).to('pre_sales');
  assert.equal((await walk.read('solution_project')).state.id, 'pre_sales');
});

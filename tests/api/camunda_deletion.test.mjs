// /v2: instances that have ended are taken out, one by one or all that a filter finds.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, basic, ok, problem } from '../support/camunda.mjs';
import { order, process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

const called = `<bpmn:callActivity id="charge"><bpmn:extensionElements><zeebe:calledElement processId="order"/></bpmn:extensionElements></bpmn:callActivity>`;
const asked = `<bpmn:userTask id="charge" name="Look"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>`;

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'order.bpmn': order(), 'caller.bpmn': process({ id: 'caller', inside: called }), 'asked.bpmn': process({ id: 'asked', inside: asked }) }));
});
after(() => program.remove());

const create = async (id) =>
  ok(await api.post('/process-instances', { processDefinitionId: id, tags: ['t'], variables: { orderId: 'o', amount: 1 } })).processInstanceKey;
const remove = (key) => api.post(`/process-instances/${key}/deletion`);
const complete_job = async () => {
  const { jobs } = ok(await api.post('/jobs/activation', { type: 'charge', worker: 'w', timeout: 60000, maxJobsToActivate: 1, requestTimeout: -1 }));
  ok(await api.post(`/jobs/${jobs[0].jobKey}/completion`, { variables: { paid: true } }), 204);
};
const count = async (path, filter) => (await api.search(path, { filter })).page.totalItems;
const lists = ['/process-instances', '/element-instances', '/variables', '/jobs', '/user-tasks', '/incidents', '/message-subscriptions'];

test('one that has ended leaves nothing that a search finds', async () => {
  const kept = await create('order');
  const gone = await create('order');
  await complete_job();
  await complete_job();
  for (const path of ['/process-instances', '/element-instances', '/variables', '/jobs'])
    assert.ok((await count(path, { processInstanceKey: gone })) > 0, path);

  ok(await remove(gone), 204);

  for (const path of lists) assert.equal(await count(path, { processInstanceKey: gone }), 0, path);
  problem(await api.get(`/process-instances/${gone}`), 404, 'request.no_such_key');
  problem(await remove(gone), 404, 'request.no_such_key');
  assert.equal(await count('/jobs', { processInstanceKey: kept, state: 'COMPLETED' }), 1);
});

test('one that runs is not deleted, suspended or not, and goes on', async () => {
  const key = await create('order');
  problem(await remove(key), 409, 'engine.still_running');
  ok(await api.post(`/process-instances/${key}/suspension`), 204);
  problem(await remove(key), 409, 'engine.still_running');
  ok(await api.post(`/process-instances/${key}/resumption`), 204);
  await complete_job();
  ok(await remove(key), 204);
  problem(await remove('1'), 404, 'request.no_such_key');
  problem(await remove('x'), 400, 'request.wrong_type');
});

test('a caller and what it called are deleted each by itself', async () => {
  const caller = await create('caller');
  const { processInstanceKey: child } = (await api.search('/process-instances', { filter: { parentProcessInstanceKey: caller } })).items[0];
  await complete_job();

  ok(await remove(caller), 204);

  const left = ok(await api.get(`/process-instances/${child}`));
  assert.deepEqual([left.state, left.parentProcessInstanceKey, left.rootProcessInstanceKey], ['COMPLETED', caller, caller]);
  assert.deepEqual(ok(await api.get(`/process-instances/${child}/call-hierarchy`)).map((each) => each.processInstanceKey), [child]);
  ok(await remove(child), 204);
});

test('tasks of people go with their instance', async () => {
  const key = await create('asked');
  const task = (await api.search('/user-tasks', { filter: { processInstanceKey: key } })).items[0];
  ok(await api.post(`/user-tasks/${task.userTaskKey}/completion`, {}), 204);

  ok(await remove(key), 204);

  problem(await api.get(`/user-tasks/${task.userTaskKey}`), 404, 'work.no_task');
});

test('all that a filter finds are deleted with their progress, what runs is not touched', async () => {
  const running = await create('order');
  const ended = [await create('asked'), await create('asked')];
  for (const key of ended) ok(await api.post(`/process-instances/${key}/cancellation`), 204);
  const filter = { processInstanceKey: { $in: [running, ...ended] } };

  const begun = ok(await api.post('/process-instances/deletion', { filter }));

  assert.equal(begun.batchOperationType, 'DELETE_PROCESS_INSTANCE');
  let batch;
  do batch = ok(await api.get(`/batch-operations/${begun.batchOperationKey}`));
  while (batch.state !== 'COMPLETED');
  assert.deepEqual([batch.operationsTotalCount, batch.operationsCompletedCount, batch.operationsFailedCount], [2, 2, 0]);
  const { items } = await api.search('/batch-operation-items', { filter: { batchOperationKey: begun.batchOperationKey } });
  assert.deepEqual(items.map((each) => each.processInstanceKey), ended);
  assert.deepEqual((await api.search('/process-instances', { filter })).items.map((each) => each.processInstanceKey), [running]);
  problem(await api.post('/process-instances/deletion', {}), 400, 'request.wrong_type');
});

test('processes and decisions of a pack stay', async () => {
  const company = await Program.start();
  try {
    const admin = new Camunda(company, basic('admin', 'jingwei-demo'));
    const { items: processes } = await admin.search('/process-definitions', { page: { limit: 100 } });
    const { items: decisions } = await admin.search('/decision-requirements');
    assert.ok(processes.length > 0 && decisions.length > 0);
    for (const key of [...processes.map((each) => each.processDefinitionKey), ...decisions.map((each) => each.decisionRequirementsKey)])
      problem(await admin.post(`/resources/${key}/deletion`, {}), 403, 'app.belongs_to_pack');
    const { deployments } = ok(await admin.deploy({ 'own.bpmn': process({ id: 'own', inside: asked }) }));
    ok(await admin.post(`/resources/${deployments[0].processDefinition.processDefinitionKey}/deletion`, {}));
  } finally {
    await company.remove();
  }
});

test('instances of a process of a pack stay', async () => {
  const company = await Program.start();
  try {
    const admin = new Camunda(company, basic('admin', 'jingwei-demo'));
    const { items } = await admin.search('/process-instances', { page: { limit: 1 } });
    problem(await admin.post(`/process-instances/${items[0].processInstanceKey}/deletion`), 403, 'app.belongs_to_pack');
    const clerk = new Camunda(company, basic('linxiaoyu', 'jingwei-demo'));
    problem(await clerk.post(`/process-instances/${items[0].processInstanceKey}/deletion`), 403, 'app.not_allowed');
    assert.equal(ok(await admin.get(`/process-instances/${items[0].processInstanceKey}`)).processInstanceKey, items[0].processInstanceKey);
  } finally {
    await company.remove();
  }
});

test('an instance of a process of a pack is migrated to no other process', async () => {
  const company = await Program.start();
  try {
    const admin = new Camunda(company, basic('admin', 'jingwei-demo'));
    const { deployments } = ok(await admin.deploy({ 'own.bpmn': process({ id: 'own', inside: asked }) }));
    const { items } = await admin.search('/process-instances', { filter: { state: 'ACTIVE' }, page: { limit: 1 } });
    const at = await admin.search('/element-instances', { filter: { processInstanceKey: items[0].processInstanceKey, state: 'ACTIVE', type: 'USER_TASK' } });
    const plan = { targetProcessDefinitionKey: deployments[0].processDefinition.processDefinitionKey, mappingInstructions: at.items.map((each) => ({ sourceElementId: each.elementId, targetElementId: 'charge' })) };
    problem(await admin.post(`/process-instances/${items[0].processInstanceKey}/migration`, plan), 403, 'app.belongs_to_pack');
  } finally {
    await company.remove();
  }
});

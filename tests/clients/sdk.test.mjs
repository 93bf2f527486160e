// The public Node client of Camunda 8 works a whole order through: as its users would.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Camunda8 } from '@camunda8/sdk';

import { discount, form, shop } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let client;
let files;

const connect = (more) =>
  new Camunda8({ ZEEBE_REST_ADDRESS: `http://127.0.0.1:${program.port}`, CAMUNDA_LOG_LEVEL: 'none', CAMUNDA_SUPPORT_LOG_ENABLED: false, ...more }).getCamundaRestClient();

before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  client = connect({ CAMUNDA_AUTH_STRATEGY: 'NONE' });
  files = mkdtempSync(join(tmpdir(), 'jingwei-clients-'));
});
after(async () => {
  await program.remove();
  rmSync(files, { recursive: true, force: true });
});

const file = (name, text) => {
  writeFileSync(join(files, name), text);
  return join(files, name);
};
const deploy = () =>
  client.deployResourcesFromFiles([file('shop.bpmn', shop()), file('discounts.dmn', discount()), file('address.form', form())]);
const start = (variables, more = {}) => client.createProcessInstance({ processDefinitionId: 'shop', variables, ...more });
const activate = (more = {}) =>
  client.activateJobs({ type: 'charge', worker: 'w', timeout: 30000, maxJobsToActivate: 1, requestTimeout: 10000, ...more });
const instances = (key) => client.searchProcessInstances({ filter: { processInstanceKey: { $eq: key } } });
const refused = (status) => (error) => error.statusCode === status || error.status === status || error.response?.statusCode === status || String(error.message).includes(String(status));

test('1 topology', async () => {
  const topology = await client.getTopology();
  assert.equal(topology.brokers.length, 1);
  assert.equal(topology.brokers[0].partitions.length, 1);
  assert.match(topology.gatewayVersion, /^8\./);
  assert.ok(await client.getLicenseStatus());
});

test('2 deployment', async () => {
  const first = await deploy();
  assert.equal(first.processes[0].processDefinitionVersion, 1);
  assert.equal(first.decisions.length, 2);
  assert.equal(first.forms.length, 1);
  const again = await deploy();
  assert.equal(again.processes[0].processDefinitionKey, first.processes[0].processDefinitionKey);
  const { items } = await client.searchProcessDefinitions({ filter: { processDefinitionId: 'shop' } });
  assert.equal(items.length, 1);
  assert.equal(await client.getProcessDefinitionXML(items[0].processDefinitionKey), shop());
  assert.equal((await client.getProcessDefinition(items[0].processDefinitionKey)).name, 'Shop');
  const decided = await client.evaluateDecision({ decisionDefinitionId: 'discount', variables: { amount: 1500 } });
  assert.equal(decided.output, '0.1');
});

test('3 to 8 an order from its start to its end', async () => {
  const waiting = activate();
  const { processInstanceKey: key } = await start({ orderId: 'o-1', amount: 150 }, { tags: ['first'] });
  const { items } = await instances(key);
  assert.deepEqual(items.map((item) => item.state), ['ACTIVE']);
  const [job] = await waiting;
  assert.equal(job.processInstanceKey, key);
  assert.deepEqual({ ...job.customHeaders }, { method: 'card' });
  assert.equal(job.variables.total, 150);

  await client.publishMessage({ name: 'paid', correlationKey: 'o-1', timeToLive: 60000, messageId: 'm-1', variables: {} });
  await assert.rejects(client.publishMessage({ name: 'paid', correlationKey: 'o-1', timeToLive: 60000, messageId: 'm-1', variables: {} }), refused(409));
  await assert.rejects(client.correlateMessage({ name: 'paid', correlationKey: 'unknown', variables: {} }), refused(404));
  await client.completeJob({ jobKey: job.jobKey, variables: { paid: true } });
  await assert.rejects(client.completeJob({ jobKey: job.jobKey, variables: {} }), refused(404));

  const tasks = await client.searchUserTasks({ filter: { processInstanceKey: key, state: 'CREATED' }, sort: [{ field: 'creationDate' }] });
  assert.equal(tasks.items.length, 1);
  const task = tasks.items[0];
  assert.deepEqual([task.priority, task.candidateGroups, task.assignee], [70, ['sales'], null]);
  await client.assignUserTask({ userTaskKey: task.userTaskKey, assignee: 'demo' });
  await assert.rejects(client.assignUserTask({ userTaskKey: task.userTaskKey, assignee: 'other', allowOverride: false }), refused(409));
  await client.unassignUserTask({ userTaskKey: task.userTaskKey });
  await client.updateUserTask({ userTaskKey: task.userTaskKey, changeset: { priority: 20, candidateUsers: ['demo'] } });
  const changed = await client.getUserTask(task.userTaskKey);
  assert.deepEqual([changed.priority, changed.candidateUsers, changed.assignee], [20, ['demo'], null]);
  const seen = await client.searchUserTaskVariables({ userTaskKey: task.userTaskKey, filter: { name: 'paid' }, sort: [{ field: 'name' }] });
  assert.equal(seen.items[0].value, 'true');
  await client.completeUserTask({ userTaskKey: task.userTaskKey, variables: { approved: true } });

  const ended = (await instances(key)).items[0];
  assert.equal(ended.state, 'COMPLETED');
  assert.ok(ended.endDate);
  const elements = await client.searchElementInstances({ filter: { processInstanceKey: key } });
  assert.deepEqual(elements.items.map((each) => each.elementId), ['shop', 'start', 'charge', 'size', 'wait', 'approve', 'end']);
  assert.ok(elements.items.every((each) => each.state === 'COMPLETED'));
  assert.equal((await client.getElementInstance(elements.items[2].elementInstanceKey)).type, 'SERVICE_TASK');
  const variables = await client.searchVariables({ filter: { processInstanceKey: key }, sort: [{ field: 'name' }] });
  assert.deepEqual(variables.items.filter((each) => ['paid', 'approved'].includes(each.name)).map((each) => each.value), ['true', 'true']);
  assert.equal((await client.getVariable({ variableKey: variables.items[0].variableKey })).name, variables.items[0].name);
});

test('9 a failed job is resolved', async () => {
  const { processInstanceKey: key } = await start({ orderId: 'o-2', amount: 1 });
  const [job] = await activate();
  await client.failJob({ jobKey: job.jobKey, retries: 0, errorMessage: 'boom', retryBackOff: 0 });
  const { items } = await client.searchIncidents({ filter: { processInstanceKey: key } });
  assert.deepEqual(items.map((each) => [each.state, each.errorType]), [['ACTIVE', 'JOB_NO_RETRIES']]);
  await client.updateJob({ jobKey: job.jobKey, retries: 1 });
  await client.resolveIncident(items[0].incidentKey);
  const [again] = await activate();
  assert.equal(again.jobKey, job.jobKey);
  await client.completeJob({ jobKey: job.jobKey, variables: {} });
  assert.equal((await instances(key)).items[0].state, 'COMPLETED');
});

test('10 errors', async () => {
  const { processInstanceKey: key } = await start({ orderId: 'o-3', amount: 1 });
  const [job] = await activate();
  await client.errorJob({ jobKey: job.jobKey, errorCode: 'E_CARD', errorMessage: 'no', variables: {} });
  assert.equal((await instances(key)).items[0].state, 'COMPLETED');
});

test('11 the clock', async () => {
  const { processInstanceKey: key } = await start({ orderId: 'o-4', amount: 150 });
  const [job] = await activate();
  await client.completeJob({ jobKey: job.jobKey, variables: {} });
  await client.correlateMessage({ name: 'paid', correlationKey: 'o-4', variables: {} });
  await client.pinInternalClock(Date.parse('2026-03-02T11:30:00+08:00'));
  assert.equal((await instances(key)).items[0].state, 'COMPLETED');
  await client.resetClock();
});

test('12 awaited, modified and cancelled', async () => {
  const result = client.createProcessInstanceWithResult({ processDefinitionId: 'shop', variables: { orderId: 'o-5', amount: 1 }, fetchVariables: ['paid'] });
  const [job] = await activate();
  await client.completeJob({ jobKey: job.jobKey, variables: { paid: 'yes' } });
  assert.deepEqual({ ...(await result).variables }, { paid: 'yes' });

  const { processInstanceKey: key } = await start({ orderId: 'o-6', amount: 1 });
  const { items } = await client.searchElementInstances({ filter: { processInstanceKey: key, elementId: 'charge' } });
  await client.updateElementInstanceVariables({ elementInstanceKey: key, variables: { colour: 'red' } });
  await client.modifyProcessInstance({
    processInstanceKey: key,
    activateInstructions: [{ elementId: 'approve', variableInstructions: [], ancestorElementInstanceKey: undefined }],
    terminateInstructions: [{ elementInstanceKey: items[0].elementInstanceKey }],
  });
  const { items: tasks } = await client.searchUserTasks({ filter: { processInstanceKey: key }, sort: [{ field: 'creationDate' }] });
  await client.cancelProcessInstance({ processInstanceKey: key });
  assert.equal((await instances(key)).items[0].state, 'TERMINATED');
  assert.equal((await client.getUserTask(tasks[0].userTaskKey)).state, 'CANCELED');
  await client.broadcastSignal({ signalName: 'nobody', variables: {} });
});

test('13 what was answered is true after the program was killed', async () => {
  const { processInstanceKey: key } = await start({ orderId: 'o-7', amount: 150 });
  const [job] = await activate();
  await program.stop('SIGKILL');
  program = await Program.start({ demo: false, folder: program.folder, more: ['--unprotected-v2'] });
  client = connect({ CAMUNDA_AUTH_STRATEGY: 'NONE' });
  assert.equal((await instances(key)).items[0].state, 'ACTIVE');
  assert.deepEqual(await activate({ requestTimeout: -1 }), []);
  await client.completeJob({ jobKey: job.jobKey, variables: {} });
});

test('a worker takes jobs as they come', async () => {
  const done = new Promise((resolve) => {
    const worker = client.createJobWorker({
      type: 'charge',
      worker: 'sdk',
      timeout: 30000,
      maxJobsToActivate: 5,
      pollIntervalMs: 10,
      jobHandler: async (job) => {
        const answer = await job.complete({ paid: true });
        resolve(worker);
        return answer;
      },
    });
  });
  const { processInstanceKey: key } = await start({ orderId: 'o-8', amount: 1 });
  (await done).stop();
  assert.equal((await instances(key)).items[0].state, 'COMPLETED');
});

test('with authentication on, a name and password or a token are needed', async () => {
  const open = program;
  program = await Program.start();
  try {
    await assert.rejects(connect({ CAMUNDA_AUTH_STRATEGY: 'NONE' }).getTopology(), refused(401));
    const named = connect({ CAMUNDA_AUTH_STRATEGY: 'BASIC', CAMUNDA_BASIC_AUTH_USERNAME: 'linxiaoyu', CAMUNDA_BASIC_AUTH_PASSWORD: 'jingwei-demo' });
    assert.equal((await named.getTopology()).clusterSize, 1);
    await assert.rejects(named.searchProcessInstances({ filter: {} }), refused(403));
    const token = connect({ CAMUNDA_AUTH_STRATEGY: 'BEARER', CAMUNDA_OAUTH_TOKEN: 'none' });
    await assert.rejects(token.getTopology(), refused(401));
  } finally {
    await program.remove();
    program = open;
  }
});

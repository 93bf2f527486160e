// /v2: jobs that are over are found with how they ended, and hold up nobody who asks for work.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { order, process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'order.bpmn': order(), 'heard.bpmn': process({ id: 'heard', inside: heard }), 'noted.bpmn': process({ id: 'noted', inside: noted }) }));
});
after(() => program.remove());

const heard = `<bpmn:userTask id="charge"><bpmn:extensionElements><zeebe:userTask/>
  <zeebe:taskListeners><zeebe:taskListener eventType="completing" type="look"/></zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>`;

const noted = `<bpmn:serviceTask id="charge"><bpmn:extensionElements><zeebe:taskDefinition type="noted"/>
  <zeebe:taskHeaders><zeebe:header key="unit" value="sales"/><zeebe:header key="level" value="1"/></zeebe:taskHeaders><zeebe:executionListeners>
  <zeebe:executionListener eventType="start" type="note"><zeebe:taskHeaders><zeebe:header key="level" value="2"/></zeebe:taskHeaders></zeebe:executionListener><zeebe:executionListener eventType="end" type="note"/></zeebe:executionListeners>
  </bpmn:extensionElements></bpmn:serviceTask>`;

let clock = Date.parse('2026-03-02T09:00:00+08:00');
const advance = async (seconds) => {
  clock += seconds * 1000;
  ok(await api.request('PUT', '/clock', { timestamp: clock }), 204);
};
const create = async (id = 'order') =>
  ok(await api.post('/process-instances', { processDefinitionId: id, variables: { orderId: 'o', amount: 1 } })).processInstanceKey;
const activate = async (type, more = {}) =>
  ok(await api.post('/jobs/activation', { type, worker: 'w', timeout: 60000, maxJobsToActivate: 1, requestTimeout: -1, ...more })).jobs[0];
const found = async (filter) => {
  const { items, page } = await api.search('/jobs', { filter });
  assert.equal(page.totalItems, items.length);
  return items;
};
const one = async (filter) => {
  const items = await found(filter);
  assert.equal(items.length, 1, JSON.stringify(items));
  return items[0];
};

test('a completed job is found with when it began and ended, and by whom it was done', async () => {
  const instance = await create();
  const began = await one({ processInstanceKey: instance });
  assert.deepEqual([began.state, began.endTime, began.lastUpdateTime, began.isDenied], ['CREATED', null, null, null]);
  await advance(30);
  const { jobKey } = await activate('charge');
  ok(await api.post(`/jobs/${jobKey}/completion`, {}), 204);

  const job = await one({ jobKey });
  assert.deepEqual([job.state, job.worker, job.elementId, job.type, job.retries], ['COMPLETED', 'w', 'charge', 'charge', 3]);
  assert.equal(job.creationTime, began.creationTime);
  assert.equal(Date.parse(job.endTime) - Date.parse(job.creationTime), 30_000);
  assert.equal(job.lastUpdateTime, job.endTime);
  assert.deepEqual(job.customHeaders, { method: 'card' });
  assert.deepEqual(await found({ processInstanceKey: instance, state: 'COMPLETED', endTime: { $lte: job.endTime } }), [job]);
  assert.deepEqual(await found({ processInstanceKey: instance, state: { $in: ['CREATED', 'FAILED'] } }), []);
  assert.deepEqual(await found({ processInstanceKey: instance, endTime: { $exists: false } }), []);
});

test('an error that is caught ends its job, one that nobody catches does not', async () => {
  const caught = await create();
  ok(await api.post(`/jobs/${(await activate('charge')).jobKey}/error`, { errorCode: 'E_CARD', errorMessage: 'no cover' }), 204);
  const over = await one({ processInstanceKey: caught });
  assert.deepEqual([over.state, over.errorCode, over.errorMessage], ['ERROR_THROWN', 'E_CARD', 'no cover']);
  assert.ok(over.endTime);

  const stuck = await create();
  const { jobKey } = await activate('charge');
  ok(await api.post(`/jobs/${jobKey}/error`, { errorCode: 'OTHER' }), 204);
  const waiting = await one({ processInstanceKey: stuck });
  assert.deepEqual([waiting.state, waiting.errorCode, waiting.endTime], ['ERROR_THROWN', 'OTHER', null]);
  for (const act of ['completion', 'failure', 'error'])
    problem(await api.post(`/jobs/${jobKey}/${act}`, { errorCode: act === 'error' ? 'E_CARD' : undefined }), 409, 'engine.job_has_incident');
  problem(await api.request('PATCH', `/jobs/${jobKey}`, { changeset: { timeout: 1000 } }), 409, 'engine.job_not_activated');
  const incident = (await api.search('/incidents', { filter: { processInstanceKey: stuck } })).items[0];
  ok(await api.post(`/incidents/${incident.incidentKey}/resolution`), 204);
  assert.deepEqual([(await one({ jobKey })).state, (await one({ jobKey })).errorCode], ['CREATED', null]);
  assert.equal((await activate('charge')).jobKey, jobKey);
  ok(await api.post(`/jobs/${jobKey}/completion`, {}), 204);
  assert.equal((await one({ jobKey })).state, 'COMPLETED');
  assert.deepEqual(await found({ errorCode: 'OTHER' }), []);
});

test('a message that is too long is cut, and the job fails', async () => {
  const trace = `栈${'x'.repeat(20_000)}`;
  const failed = await create();
  ok(await api.post(`/jobs/${(await activate('charge')).jobKey}/failure`, { retries: 0, errorMessage: trace }), 204);
  const stuck = await one({ processInstanceKey: failed });
  assert.deepEqual([stuck.state, stuck.retries, stuck.errorMessage], ['FAILED', 0, trace.slice(0, 10_000)]);

  const thrown = await create();
  ok(await api.post(`/jobs/${(await activate('charge')).jobKey}/error`, { errorCode: 'E_CARD', errorMessage: trace }), 204);
  assert.equal((await one({ processInstanceKey: thrown })).errorMessage, trace.slice(0, 10_000));
});

test('whatever a worker says of its failure, the job fails', async () => {
  const failed = await create();
  ok(await api.post(`/jobs/${(await activate('charge')).jobKey}/failure`, { retries: 0, errorMessage: 'a\u0000b' }), 204);
  assert.equal((await one({ processInstanceKey: failed })).errorMessage, 'a\ufffdb');

  const thrown = await create();
  ok(await api.post(`/jobs/${(await activate('charge')).jobKey}/error`, { errorCode: 'E'.repeat(2_000), errorMessage: 'a\u0000b' }), 204);
  const over = await one({ processInstanceKey: thrown });
  assert.deepEqual([over.errorCode, over.errorMessage], ['E'.repeat(500), 'a\ufffdb']);
});

test('a job of what is cancelled is canceled, and nobody may answer it any more', async () => {
  const instance = await create();
  const { jobKey } = await activate('charge');
  ok(await api.post(`/jobs/${jobKey}/failure`, { retries: 1, errorMessage: 'later' }), 204);
  assert.equal((await one({ jobKey })).hasFailedWithRetriesLeft, true);
  ok(await api.post(`/process-instances/${instance}/cancellation`), 204);

  const job = await one({ jobKey });
  assert.deepEqual([job.state, job.errorMessage, job.hasFailedWithRetriesLeft], ['CANCELED', 'later', false]);
  assert.ok(job.endTime);
  for (const act of ['completion', 'failure', 'error'])
    problem(await api.post(`/jobs/${jobKey}/${act}`, act === 'error' ? { errorCode: 'E_CARD' } : {}), 404, 'engine.no_job');
  problem(await api.request('PATCH', `/jobs/${jobKey}`, { changeset: { retries: 1 } }), 404, 'engine.no_job');
  assert.equal(await activate('charge'), undefined);
});

test('what a listener did not accept is told with its reason', async () => {
  const instance = await create('heard');
  const task = (await api.search('/user-tasks', { filter: { processInstanceKey: instance } })).items[0];
  const denied = api.post(`/user-tasks/${task.userTaskKey}/completion`, {});
  const first = await activate('look', { requestTimeout: 9000 });
  ok(await api.post(`/jobs/${first.jobKey}/completion`, { result: { type: 'userTask', denied: true, deniedReason: 'four eyes' } }), 204);
  problem(await denied, 409, 'work.denied');
  const done = api.post(`/user-tasks/${task.userTaskKey}/completion`, {});
  const second = await activate('look', { requestTimeout: 9000 });
  ok(await api.post(`/jobs/${second.jobKey}/completion`, {}), 204);
  ok(await done, 204);

  const [refused, accepted] = await found({ processInstanceKey: instance });
  assert.deepEqual([refused.kind, refused.listenerEventType], ['TASK_LISTENER', 'COMPLETING']);
  assert.deepEqual([refused.state, refused.isDenied, refused.deniedReason], ['COMPLETED', true, 'four eyes']);
  assert.deepEqual([accepted.state, accepted.isDenied, accepted.deniedReason], ['COMPLETED', false, null]);
  assert.deepEqual((await found({ isDenied: true })).map((each) => each.jobKey), [refused.jobKey]);
});

test('a job of an execution listener says whether it stands before or after its element', async () => {
  const instance = await create('noted');
  const told = [];
  for (const type of ['note', 'noted', 'note']) {
    const job = await activate(type);
    told.push([job.kind, job.listenerEventType]);
    assert.equal((await one({ jobKey: job.jobKey })).listenerEventType, job.listenerEventType);
    ok(await api.post(`/jobs/${job.jobKey}/completion`, {}), 204);
  }

  assert.deepEqual(told, [
    ['EXECUTION_LISTENER', 'START'],
    ['BPMN_ELEMENT', 'UNSPECIFIED'],
    ['EXECUTION_LISTENER', 'END'],
  ]);
  const before = await one({ processInstanceKey: instance, listenerEventType: 'START' });
  const after = await one({ processInstanceKey: instance, listenerEventType: 'END' });
  assert.deepEqual([before.kind, after.kind, before.type], ['EXECUTION_LISTENER', 'EXECUTION_LISTENER', 'note']);
  assert.ok(BigInt(before.jobKey) < BigInt(after.jobKey));
  assert.equal((await found({ processInstanceKey: instance, listenerEventType: 'UNSPECIFIED' })).length, 1);
  assert.equal((await found({ processInstanceKey: instance, kind: 'EXECUTION_LISTENER' })).length, 2);
});

test('a job that is found tells the headers that its worker was told', async () => {
  const instance = await create('noted');
  const told = [];
  for (const type of ['note', 'noted', 'note']) {
    const job = await activate(type);
    told.push(job.customHeaders);
    ok(await api.post(`/jobs/${job.jobKey}/completion`, {}), 204);
  }

  assert.deepEqual(told, [{ unit: 'sales', level: '2' }, { unit: 'sales', level: '1' }, { unit: 'sales', level: '1' }]);
  assert.deepEqual((await found({ processInstanceKey: instance })).map((job) => job.customHeaders), told);
});

test('how often jobs failed is not kept, so there are no statistics of them', async () => {
  problem(await api.get('/jobs/statistics/global?from=2026-03-01T00:00:00Z&to=2026-03-03T00:00:00Z'), 404, 'request.not_found');
  const filter = { from: '2026-03-01T00:00:00Z', to: '2026-03-03T00:00:00Z', jobType: 'charge' };
  for (const which of ['by-types', 'by-workers', 'time-series', 'errors'])
    problem(await api.post(`/jobs/statistics/${which}`, { filter }), 404, 'request.not_found');
});

// What people and other systems do to the engine by /v2 is in the history, with who did it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { order, process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let api;
let admin;
let position = 0;
before(async () => {
  program = await Program.start({ more: ['--unprotected-v2'] });
  api = new Camunda(program);
  admin = await program.as('admin');
  ok(await api.deploy({ 'order.bpmn': order() }));
});
after(() => program.remove());

const create = async () =>
  ok(await api.post('/process-instances', { processDefinitionId: 'order', variables: { orderId: 'o', amount: 1 } })).processInstanceKey;

// What came into the history since it was last asked for.
async function told() {
  const page = ok(await admin.get(`/events?after=${position}&size=1000`));
  position = page.next;
  return page.items.map(({ act, subject, changes }) => [act, subject.type, subject.id, changes]);
}

async function failed(instance) {
  const { jobs } = ok(await api.post('/jobs/activation', { type: 'charge', timeout: 60000, maxJobsToActivate: 1, requestTimeout: -1 }));
  ok(await api.post(`/jobs/${jobs[0].jobKey}/failure`, { retries: 0, errorMessage: 'no' }), 204);
  return { job: jobs[0].jobKey, incident: (await api.search('/incidents', { filter: { processInstanceKey: instance } })).items[0].incidentKey };
}

test('variables that are set, with their old and new values; what is refused leaves no trace', async () => {
  const instance = await create();
  await told();
  ok(await api.request('PUT', `/element-instances/${instance}/variables`, { variables: { amount: 999, note: 'x', long: 'y'.repeat(2000) } }), 204);
  problem(await api.request('PUT', '/element-instances/1/variables', { variables: { amount: 1 } }), 404, 'engine.no_element');
  const variables = { amount: { old: 1, new: 999 }, note: { old: null, new: 'x' }, long: { old: null, new: '…' } };
  assert.deepEqual(await told(), [['instance.variables_set', 'instance', instance, { scope: instance, variables }]]);
  ok(await api.post(`/process-instances/${instance}/cancellation`), 204);
  assert.deepEqual((await told()).map(([act]) => act), ['instance.canceled']);
});

test('suspension, resumption, retries and incidents that are resolved', async () => {
  const instance = await create();
  await told();
  ok(await api.post(`/process-instances/${instance}/suspension`), 204);
  ok(await api.post(`/process-instances/${instance}/resumption`), 204);
  assert.deepEqual((await told()).map(([act, , id]) => [act, id]), [['instance.suspended', instance], ['instance.resumed', instance]]);
  const { job, incident } = await failed(instance);
  ok(await api.request('PATCH', `/jobs/${job}`, { changeset: { retries: 2 } }), 204);
  ok(await api.post(`/incidents/${incident}/resolution`), 204);
  assert.deepEqual(await told(), [
    ['instance.job_changed', 'instance', instance, { job, retries: 2 }],
    ['instance.incidents_resolved', 'instance', instance, { incident }],
  ]);
});

test('messages, signals, deleted versions and acts on many', async () => {
  await told();
  const { messageKey } = ok(await api.post('/messages/publication', { name: 'paid', correlationKey: 'o-9', timeToLive: 60000 }));
  const { signalKey } = ok(await api.post('/signals/broadcast', { signalName: 'stop' }));
  const { deployments } = ok(await api.deploy({ 'once.bpmn': process({ id: 'once', inside: '<bpmn:manualTask id="charge"/>' }) }));
  const key = deployments[0].processDefinition.processDefinitionKey;
  await told().then((all) =>
    assert.deepEqual(all.filter(([act]) => act !== 'models.deployed'), [
      ['message.published', 'message', messageKey, { name: 'paid', correlation_key: 'o-9' }],
      ['signal.broadcast', 'signal', signalKey, { name: 'stop' }],
    ]));
  ok(await api.post(`/resources/${key}/deletion`, {}));
  const [[act, , subject, { resourceId, version }], ...more] = await told();
  assert.deepEqual([act, subject, resourceId, version, more.length], ['models.deleted', key, 'once', 1, 0]);
  const { batchOperationKey } = ok(await api.post('/process-instances/cancellation', { filter: { processDefinitionId: 'nothing' } }));
  assert.deepEqual(await told(), [['batch.created', 'batch', batchOperationKey, { act: 'CANCEL_PROCESS_INSTANCE', instances: 0 }]]);
});

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

test('who began an instance, changed the timeout of a job, and set the clock', async () => {
  await told();
  const instance = await create();
  const { jobs } = ok(await api.post('/jobs/activation', { type: 'charge', timeout: 60000, maxJobsToActivate: 1, requestTimeout: -1 }));
  const job = jobs[0].jobKey;
  ok(await api.request('PATCH', `/jobs/${job}`, { changeset: { timeout: 5000 } }), 204);
  const began = Date.parse('2026-03-02T01:00:00Z');
  ok(await api.request('PUT', '/clock', { timestamp: began + 1000 }), 204);
  problem(await api.request('PUT', '/clock', { timestamp: began }), 409, 'runtime.clock_backwards');
  ok(await api.post('/clock/reset'), 204);
  ok(await admin.post('/clock/advance', { by: 'PT1S' }));

  const page = ok(await admin.get(`/events?after=${position}&size=1000`));
  assert.deepEqual(page.items.map(({ act, subject, person, door }) => [act, subject.type, subject.id, person, door]), [
    ['instance.created', 'instance', instance, 'administrator', 'v2'],
    ['instance.job_changed', 'instance', instance, 'administrator', 'v2'],
    ['clock.set', 'clock', '', 'administrator', 'v2'],
    ['clock.reset', 'clock', '', 'administrator', 'v2'],
    ['clock.set', 'clock', '', 'administrator', 'web'],
  ]);
  assert.deepEqual((await told()).map(([, , , changes]) => changes), [
    { process: 'order', version: 1 },
    { job, timeout: 5000 },
    { old: '2026-03-02T01:00:00Z', new: '2026-03-02T01:00:01Z' },
    { now: '2026-03-02T01:00:01Z' },
    { old: '2026-03-02T01:00:01Z', new: '2026-03-02T01:00:02Z' },
  ]);
  ok(await api.post(`/process-instances/${instance}/cancellation`), 204);
});

test('an instance in which somebody was asked is cancelled once, also behind listeners', async () => {
  const asks = (id, more) => process({ id, inside: `<bpmn:userTask id="charge"><bpmn:extensionElements><zeebe:userTask/>${more}</bpmn:extensionElements></bpmn:userTask>` });
  const listener = '<zeebe:taskListeners><zeebe:taskListener eventType="canceling" type="look"/></zeebe:taskListeners>';
  for (const [id, more] of [['asks', ''], ['asks_watched', listener]]) {
    ok(await api.deploy({ [`${id}.bpmn`]: asks(id, more) }));
    const instance = ok(await api.post('/process-instances', { processDefinitionId: id })).processInstanceKey;
    await told();
    ok(await api.post(`/process-instances/${instance}/cancellation`), 204);
    if (more) {
      const { jobs } = ok(await api.post('/jobs/activation', { type: 'look', timeout: 60000, maxJobsToActivate: 1, requestTimeout: -1 }));
      ok(await api.post(`/jobs/${jobs[0].jobKey}/completion`), 204);
    }
    assert.equal(ok(await api.get(`/process-instances/${instance}`)).state, 'TERMINATED');
    const acts = (await told()).map(([act]) => act);
    assert.deepEqual(acts.filter((act) => act.startsWith('instance.')), ['instance.canceled'], id);
    assert.deepEqual(acts.filter((act) => act.startsWith('task.')), ['task.canceled'], id);
  }
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
    ['instance.incident_raised', 'instance', instance, { incident, element: 'charge', kind: 'JOB_NO_RETRIES', message: 'no' }],
    ['instance.job_changed', 'instance', instance, { job, retries: 2 }],
    ['instance.incidents_resolved', 'instance', instance, { incident }],
  ]);
});

test('messages, signals, deleted versions and acts on many', async () => {
  await told();
  const { messageKey } = ok(await api.post('/messages/publication', { name: 'paid', correlationKey: 'o-9', timeToLive: 60000, variables: { sum: 7 } }));
  const { signalKey } = ok(await api.post('/signals/broadcast', { signalName: 'stop', variables: { why: 'recall' } }));
  const { deployments } = ok(await api.deploy({ 'once.bpmn': process({ id: 'once', inside: '<bpmn:manualTask id="charge"/>' }) }));
  const key = deployments[0].processDefinition.processDefinitionKey;
  await told().then((all) =>
    assert.deepEqual(all.filter(([act]) => act !== 'models.deployed'), [
      ['message.published', 'message', messageKey, { name: 'paid', correlation_key: 'o-9', variables: { sum: 7 } }],
      ['signal.broadcast', 'signal', signalKey, { name: 'stop', variables: { why: 'recall' } }],
    ]));
  ok(await api.post(`/resources/${key}/deletion`, {}));
  const [[act, , subject, { resourceId, version }], ...more] = await told();
  assert.deepEqual([act, subject, resourceId, version, more.length], ['models.deleted', key, 'once', 1, 0]);
  const { batchOperationKey } = ok(await api.post('/process-instances/cancellation', { filter: { processDefinitionId: 'nothing' } }));
  assert.deepEqual(await told(), [['batch.created', 'batch', batchOperationKey, { act: 'CANCEL_PROCESS_INSTANCE', instances: 0 }]]);
});

test('a modification, with what it ended and the variables that it gave along', async () => {
  const instance = await create();
  await told();
  const [charge] = (await api.search('/element-instances', { filter: { processInstanceKey: instance, elementId: 'charge' } })).items;
  ok(await api.post(`/process-instances/${instance}/modification`, {
    activateInstructions: [{ elementId: 'charge', variableInstructions: [{ variables: { amount: 77, free: true } }, { variables: { only: 'here' }, scopeId: 'charge' }] }],
    terminateInstructions: [{ elementInstanceKey: charge.elementInstanceKey }],
  }), 204);
  const [[act, , , changes]] = await told();
  assert.equal(act, 'instance.modified');
  assert.deepEqual(changes, {
    activated: ['charge'],
    terminated: [charge.elementInstanceKey],
    terminated_elements: ['charge'],
    variables: [
      { element: 'charge', scope: '', values: { amount: 77, free: true }, before: { amount: 1, free: null } },
      { element: 'charge', scope: 'charge', values: { only: 'here' } },
    ],
  });
});

test('elements that are activated, with their variables', async () => {
  const agent = '<bpmn:adHocSubProcess id="charge"><bpmn:manualTask id="look"/><bpmn:userTask id="ask"/></bpmn:adHocSubProcess>';
  ok(await api.deploy({ 'agent.bpmn': process({ id: 'agent', inside: agent }) }));
  const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'agent' }));
  await told();
  const [box] = (await api.search('/element-instances', { filter: { processInstanceKey, elementId: 'charge' } })).items;
  ok(await api.post(`/element-instances/ad-hoc-activities/${box.elementInstanceKey}/activation`, { elements: [{ elementId: 'ask', variables: { amount: 5 } }, { elementId: 'ask' }] }), 204);
  assert.deepEqual((await told()).filter(([act]) => act === 'instance.activated'), [
    ['instance.activated', 'instance', processInstanceKey, { activated: ['ask', 'ask'], variables: [{ element: 'ask', values: { amount: 5 } }] }],
  ]);
});

test('a user task: what a change changes, who had it, and what it is completed with', async () => {
  const asks = '<bpmn:userTask id="charge" name="Ask"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition assignee="lin" candidateGroups="clerks"/></bpmn:extensionElements></bpmn:userTask>';
  ok(await api.deploy({ 'asked.bpmn': process({ id: 'asked', inside: asks }) }));
  const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'asked' }));
  const [{ userTaskKey }] = (await api.search('/user-tasks', { filter: { processInstanceKey } })).items;
  await told();
  ok(await api.request('PATCH', `/user-tasks/${userTaskKey}`, { changeset: { priority: 3, candidateGroups: ['managers'], dueDate: '2030-01-01T00:00:00Z' } }), 204);
  ok(await api.post(`/user-tasks/${userTaskKey}/assignment`, { assignee: 'wang' }), 204);
  ok(await api.post(`/user-tasks/${userTaskKey}/completion`, { variables: { amount: 999999 } }), 204);

  const all = (await told()).filter(([act]) => act.startsWith('task.'));
  const of = (act) => all.filter(([each]) => each === act).map(([, , , changes]) => changes);
  const [changed, assigned] = of('task.reassigned');
  assert.deepEqual([changed.priority, changed.candidate_groups, changed.due_at, changed.assignee], [
    { old: 50, new: 3 },
    { old: ['clerks'], new: ['managers'] },
    { old: null, new: '2030-01-01T00:00:00Z' },
    undefined,
  ]);
  assert.deepEqual([assigned.assignee_before, assigned.assignee, assigned.priority], ['lin', 'wang', undefined]);
  assert.deepEqual(of('task.completed').map((each) => each.variables), [{ amount: 999999 }]);
});

test('a migration, with where the instance came from and what its elements are now', async () => {
  const deploy = async (model) => ok(await api.deploy({ 'moved.bpmn': model })).deployments[0].processDefinition.processDefinitionKey;
  const source = await deploy(process({ id: 'moved' }));
  const instance = ok(await api.post('/process-instances', { processDefinitionId: 'moved' })).processInstanceKey;
  const target = await deploy(process({ id: 'moved' }).replaceAll('"charge"', '"pay"'));
  await told();
  ok(await api.post(`/process-instances/${instance}/migration`, { targetProcessDefinitionKey: target, mappingInstructions: [{ sourceElementId: 'charge', targetElementId: 'pay' }] }), 204);

  assert.deepEqual(await told(), [['instance.migrated', 'instance', instance, {
    definition: target, definition_before: source, process_before: 'moved', version_before: 1, elements: { charge: 'pay' },
  }]]);
});

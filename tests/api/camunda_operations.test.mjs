// /v2: running instances go over to another version, acts on many with their progress, what workers answer beyond
// variables, and starts by a condition.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';

const head = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">`;
const flow = (from, to) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const job = (id, type) =>
  `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}"/></bpmn:extensionElements></bpmn:serviceTask>`;
const line = (id, ...elements) => {
  const ids = elements.map((each) => /id="(\w+)"/.exec(each)[1]);
  const flows = [...ids.keys()].slice(1).map((i) => flow(ids[i - 1], ids[i]));
  return `${head}<bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="start"/>${elements.join('')}<bpmn:endEvent id="end"/>
${flow('start', ids[0])}${flows.join('')}${flow(ids.at(-1), 'end')}</bpmn:process></bpmn:definitions>`;
};

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
});
after(() => program.remove());

const deploy = async (xml, name) => {
  const { deployments } = ok(await api.deploy({ [name]: xml }));
  return deployments.find((each) => each.processDefinition).processDefinition.processDefinitionKey;
};
const create = async (id, variables = {}) =>
  ok(await api.post('/process-instances', { processDefinitionId: id, variables })).processInstanceKey;
const take = async (type) => {
  const { jobs } = ok(
    await api.post('/jobs/activation', { type, worker: 'w', timeout: 60000, maxJobsToActivate: 1, requestTimeout: -1 }),
  );
  return jobs[0];
};
const wait = async (type) => {
  const { jobs } = ok(await api.post('/jobs/activation', { type, worker: 'w', timeout: 60000, maxJobsToActivate: 1, requestTimeout: 9000 }));
  return jobs[0];
};
const active = async (instance) =>
  (await api.search('/element-instances', { filter: { processInstanceKey: instance, state: 'ACTIVE' } })).items
    .filter((each) => each.type !== 'PROCESS')
    .map((each) => each.elementId);
// Batch operations go on behind the answer.
const finished = async (key) => {
  for (;;) {
    const batch = ok(await api.get(`/batch-operations/${key}`));
    if (batch.state !== 'ACTIVE' && batch.state !== 'CREATED') return batch;
  }
};
const items = async (key, state) =>
  (await api.search('/batch-operation-items', { filter: { batchOperationKey: key, state } })).items;

test('an instance is migrated as its preview says, or refused with the element in the way', async () => {
  await deploy(line('move', job('work', 'move:work'), job('after', 'move:after')), 'move.bpmn');
  const instance = await create('move');
  const target = await deploy(line('move', job('do', 'move:do'), job('check', 'move:check')), 'move.bpmn');
  const one = `/process-instances/${instance}`;
  const mappingInstructions = [{ sourceElementId: 'work', targetElementId: 'do' }];

  const blank = ok(await api.post(`${one}/migration/preview`, { targetProcessDefinitionKey: target }));
  assert.deepEqual(blank.problems, [{ elementId: 'work', reason: 'work is active and mapped to nothing' }]);
  const plan = ok(await api.post(`${one}/migration/preview`, { targetProcessDefinitionKey: target, mappingInstructions }));
  assert.deepEqual(plan, { elements: [{ from: 'work', to: 'do' }], kept: [], closed: [], opened: [], problems: [] });
  const refused = await api.post(`${one}/migration`, { targetProcessDefinitionKey: target, mappingInstructions: [] });
  assert.match(problem(refused, 409, 'engine.cannot_migrate').detail, /work is active and mapped to nothing/);
  problem(await api.post(`${one}/migration`, { targetProcessDefinitionKey: '7', mappingInstructions }), 404, 'engine.no_process');
  assert.deepEqual(await active(instance), ['work']);

  ok(await api.post(`${one}/migration`, { targetProcessDefinitionKey: target, mappingInstructions }), 204);

  assert.deepEqual(await active(instance), ['do']);
  assert.equal(ok(await api.get(one)).processDefinitionKey, target);
  ok(await api.post(`/jobs/${(await take('move:work')).jobKey}/completion`, {}), 204);
  assert.deepEqual(await active(instance), ['check']);
});

test('the preview of a migration of many says what the act does, and leaves nothing behind', async () => {
  const source = await deploy(line('plan', job('work', 'plan:work'), job('after', 'plan:after')), 'plan.bpmn');
  const instances = [];
  for (let i = 0; i < 4; i += 1) instances.push(await create('plan'));
  const { jobKey, processInstanceKey: behind } = await take('plan:work');
  ok(await api.post(`/jobs/${jobKey}/completion`, {}), 204);
  ok(await api.post(`/process-instances/${await create('plan')}/cancellation`, {}), 204);
  const target = await deploy(line('plan', job('do', 'plan:do'), job('check', 'plan:check')), 'plan.bpmn');
  const filter = { processDefinitionId: 'plan' };
  const preview = async (targetProcessDefinitionKey, mappingInstructions) =>
    ok(await api.post('/process-instances/migration/preview', { filter, migrationPlan: { targetProcessDefinitionKey, mappingInstructions } }));
  const mapping = [{ sourceElementId: 'work', targetElementId: 'do' }];
  const left = { elementId: 'after', reason: 'after is active and mapped to nothing', instances: 1, examples: [behind] };
  const working = instances.filter((key) => key !== behind);

  const proposed = await preview(target);
  assert.deepEqual([proposed.found, proposed.examined, proposed.movable, proposed.elements], [4, 4, 0, []]);
  assert.deepEqual(new Set(proposed.problems.map((each) => each.elementId)), new Set(['work', 'after']));
  const plan = await preview(target, mapping);
  assert.deepEqual(plan, { found: 4, examined: 4, movable: 3, elements: [{ from: 'work', to: 'do', instances: 3 }], kept: [], closed: [], opened: [], problems: [left] });

  for (const key of working) assert.deepEqual(await active(key), ['work']);
  const { items: counted } = ok(await api.post('/process-instances/statistics/process-definitions', { filter }));
  assert.deepEqual(counted, [{ processDefinitionKey: source, processDefinitionId: 'plan', processDefinitionName: null, processDefinitionVersion: 1, instances: 4 }]);
  const begun = ok(await api.post('/process-instances/migration', { filter, migrationPlan: { targetProcessDefinitionKey: target, mappingInstructions: mapping } }));
  const batch = await finished(begun.batchOperationKey);
  assert.deepEqual([batch.operationsCompletedCount, batch.operationsFailedCount], [3, 1]);
  for (const key of working) assert.deepEqual(await active(key), ['do']);
  assert.deepEqual(ok(await api.post('/process-instances/statistics/process-definitions', { filter })).items.map((each) => [each.processDefinitionVersion, each.instances]), [[2, 3], [1, 1]]);
});

test('a preview knows what only the act meets: a form that nobody has deployed', async () => {
  const ask = (form) => `<bpmn:userTask id="ask"><bpmn:extensionElements><zeebe:userTask/>${form}</bpmn:extensionElements></bpmn:userTask>`;
  await deploy(line('formless', ask('')), 'formless.bpmn');
  const instance = await create('formless');
  const target = await deploy(line('formless', ask('<zeebe:formDefinition formId="gone" bindingType="versionTag" versionTag="7"/>')), 'formless.bpmn');
  const plan = { targetProcessDefinitionKey: target };
  const reason = 'There is no form of the version that is named: gone';

  const one = ok(await api.post(`/process-instances/${instance}/migration/preview`, plan));
  assert.deepEqual(one.problems, [{ elementId: '', reason }]);
  const many = ok(await api.post('/process-instances/migration/preview', { filter: { processInstanceKey: instance }, migrationPlan: plan }));
  assert.deepEqual([many.movable, many.problems], [0, [{ elementId: '', reason, instances: 1, examples: [instance] }]]);
  const mappingInstructions = [{ sourceElementId: 'ask', targetElementId: 'ask' }];
  problem(await api.post(`/process-instances/${instance}/migration`, { ...plan, mappingInstructions }), 404, 'engine.no_form');
  assert.deepEqual(await active(instance), ['ask']);
});

test('a preview of many is refused as the act is', async () => {
  const migrationPlan = { targetProcessDefinitionKey: '7' };
  const preview = (body) => api.post('/process-instances/migration/preview', body);
  problem(await preview({ filter: {}, migrationPlan }), 404, 'engine.no_process');
  assert.match(problem(await preview({ filter: {} }), 400, 'request.wrong_type').detail, /migrationPlan: required/);
  assert.match(problem(await preview({ migrationPlan }), 400, 'request.wrong_type').detail, /filter: required/);
  const target = await deploy(line('refused', job('work', 'refused:work')), 'refused.bpmn');
  problem(await preview({ filter: { colour: 'red' }, migrationPlan: { targetProcessDefinitionKey: target } }), 400, 'request.unknown_field');
  problem(await api.post('/process-instances/statistics/process-definitions', { filter: { colour: 'red' } }), 400, 'request.unknown_field');
  const none = ok(await preview({ filter: { processDefinitionId: 'none' }, migrationPlan: { targetProcessDefinitionKey: target } }));
  assert.deepEqual([none.found, none.examined, none.problems], [0, 0, []]);
});

test('an act on many does each by itself and says which failed', async () => {
  await deploy(line('many', job('work', 'many:work'), job('after', 'many:after')), 'many.bpmn');
  const instances = [];
  for (let i = 0; i < 5; i += 1) instances.push(await create('many'));
  ok(await api.post(`/jobs/${(await take('many:work')).jobKey}/completion`, {}), 204);
  const target = await deploy(line('many', job('do', 'many:do'), job('after', 'many:after')), 'many.bpmn');
  const filter = { processDefinitionId: 'many' };

  const begun = ok(
    await api.post('/process-instances/migration', {
      filter,
      migrationPlan: { targetProcessDefinitionKey: target, mappingInstructions: [{ sourceElementId: 'work', targetElementId: 'do' }] },
    }),
  );
  assert.equal(begun.batchOperationType, 'MIGRATE_PROCESS_INSTANCE');
  const batch = await finished(begun.batchOperationKey);
  assert.equal(batch.state, 'COMPLETED');
  assert.deepEqual(
    [batch.operationsTotalCount, batch.operationsCompletedCount, batch.operationsFailedCount],
    [5, 4, 1],
  );
  const [failed] = await items(begun.batchOperationKey, 'FAILED');
  assert.deepEqual(await active(failed.processInstanceKey), ['after']);
  assert.match(failed.errorMessage, /^The instance cannot go over to this version: after is active and mapped to nothing$/);

  const moved = ok(
    await api.post('/process-instances/modification', {
      filter: { processDefinitionKey: target },
      moveInstructions: [{ sourceElementId: 'do', targetElementId: 'after' }],
    }),
  );
  assert.equal((await finished(moved.batchOperationKey)).operationsCompletedCount, 4);
  for (const instance of instances) assert.deepEqual(await active(instance), ['after']);

  const canceled = ok(await api.post('/process-instances/cancellation', { filter }));
  assert.equal((await finished(canceled.batchOperationKey)).operationsCompletedCount, 5);
  assert.equal((await api.search('/process-instances', { filter: { ...filter, state: 'TERMINATED' } })).page.totalItems, 5);
  problem(await api.post(`/batch-operations/${canceled.batchOperationKey}/suspension`, {}), 409, 'runtime.batch_state');
  problem(await api.get('/batch-operations/7'), 404, 'request.no_such_key');
  problem(await api.post('/process-instances/cancellation', { filter: { colour: 'red' } }), 400, 'request.unknown_field');
  assert.equal((await api.search('/batch-operations', { filter: { operationType: 'CANCEL_PROCESS_INSTANCE' } })).page.totalItems, 1);
});

test('many are suspended and resumed at once, with what they have called', async () => {
  await deploy(line('held', '<bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="held_inside"/></bpmn:extensionElements></bpmn:callActivity>'), 'held.bpmn');
  await deploy(line('held_inside', job('work', 'held:work')), 'held_inside.bpmn');
  for (let i = 0; i < 2; i += 1) await create('held');
  const filter = { processDefinitionId: { $like: 'held*' } };
  const states = async () => (await api.search('/process-instances', { filter })).items.map((each) => each.state);
  const act = async (path) => {
    const { batchOperationKey, batchOperationType } = ok(await api.post(`/process-instances/${path}`, { filter }));
    const { operationsTotalCount, operationsCompletedCount } = await finished(batchOperationKey);
    return [batchOperationType, operationsTotalCount, operationsCompletedCount];
  };

  assert.deepEqual(await act('suspension'), ['SUSPEND_PROCESS_INSTANCE', 4, 4]);
  assert.deepEqual(await states(), Array(4).fill('SUSPENDED'));
  assert.equal(await take('held:work'), undefined);
  assert.deepEqual(await act('suspension'), ['SUSPEND_PROCESS_INSTANCE', 0, 0]);

  assert.deepEqual(await act('resumption'), ['RESUME_PROCESS_INSTANCE', 4, 4]);
  assert.deepEqual(await states(), Array(4).fill('ACTIVE'));
  for (let i = 0; i < 2; i += 1) ok(await api.post(`/jobs/${(await take('held:work')).jobKey}/completion`, {}), 204);
  assert.deepEqual(await states(), Array(4).fill('COMPLETED'));
  assert.deepEqual(await act('resumption'), ['RESUME_PROCESS_INSTANCE', 0, 0]);
  for (const path of ['suspension', 'resumption']) {
    problem(await api.post(`/process-instances/${path}`, {}), 400, 'request.wrong_type');
    problem(await api.post(`/process-instances/${path}`, { filter: { colour: 'red' } }), 400, 'request.unknown_field');
  }
});

// Each of its instances begins two hundred of `many` by a message.
const begins_many = `${head}<bpmn:message id="go" name="go"/>
<bpmn:process id="begins" isExecutable="true"><bpmn:startEvent id="start"/>${flow('start', 'send')}
<bpmn:sendTask id="send" messageRef="go"><bpmn:multiInstanceLoopCharacteristics>
<bpmn:loopCardinality>=200</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:sendTask>
${flow('send', 'end')}<bpmn:endEvent id="end"/></bpmn:process>
<bpmn:process id="many" isExecutable="true">
<bpmn:startEvent id="called"><bpmn:messageEventDefinition messageRef="go"/></bpmn:startEvent>${flow('called', 'wait')}
${job('wait', 'many:wait')}${flow('wait', 'over')}<bpmn:endEvent id="over"/></bpmn:process></bpmn:definitions>`;

test('acts on many go on where they were when the program was killed', async () => {
  const killed = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  const before_ = new Camunda(killed);
  ok(await before_.deploy({ 'many.bpmn': begins_many }));
  for (let i = 0; i < 10; ++i) ok(await before_.post('/process-instances', { processDefinitionId: 'begins' }));
  const filter = { processDefinitionId: 'many' };
  const { batchOperationKey } = ok(await before_.post('/process-instances/cancellation', { filter }));
  await killed.stop('SIGKILL');

  const program_ = await Program.start({ demo: false, folder: killed.folder, more: ['--unprotected-v2'] });
  const after_ = new Camunda(program_);
  let batch;
  for (let tries = 0; tries < 2000 && batch?.state !== 'COMPLETED'; ++tries)
    batch = ok(await after_.get(`/batch-operations/${batchOperationKey}`));

  assert.deepEqual(
    [batch.state, batch.operationsTotalCount, batch.operationsCompletedCount, batch.operationsFailedCount],
    ['COMPLETED', 2000, 2000, 0],
  );
  const { page } = await after_.search('/process-instances', { filter: { ...filter, state: 'ACTIVE' } });
  assert.equal(page.totalItems, 0);
  await program_.remove();
});

test('all incidents of an instance are resolved at once', async () => {
  await deploy(line('broken', job('work', 'broken:work')), 'broken.bpmn');
  const instance = await create('broken');
  const { jobKey } = await take('broken:work');
  ok(await api.post(`/jobs/${jobKey}/failure`, { retries: 0, errorMessage: 'no' }), 204);
  assert.equal(ok(await api.get(`/process-instances/${instance}`)).hasIncident, true);

  const begun = ok(await api.post(`/process-instances/${instance}/incident-resolution`, {}));
  await finished(begun.batchOperationKey);

  assert.equal(ok(await api.get(`/process-instances/${instance}`)).hasIncident, false);
  assert.equal((await take('broken:work')).jobKey, jobKey);
  problem(await api.post('/process-instances/7/incident-resolution', {}), 404, 'request.no_such_key');
});

test('a listener corrects a user task before it is offered and denies its completion', async () => {
  const task = `<bpmn:userTask id="ask"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="nobody"/>
<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="ask:creating"/><zeebe:taskListener eventType="completing" type="ask:completing"/></zeebe:taskListeners>
</bpmn:extensionElements></bpmn:userTask>`;
  await deploy(line('asking', task), 'ask.bpmn');
  const instance = await create('asking');
  const creating = await take('ask:creating');
  const [unborn] = (await api.search('/user-tasks', { filter: { processInstanceKey: instance, state: 'creating' } })).items;
  assert.deepEqual([unborn.state, unborn.elementId, unborn.name, unborn.completionDate], ['CREATING', 'ask', 'ask', null]);
  assert.deepEqual(ok(await api.get(`/user-tasks/${unborn.userTaskKey}`)), unborn);
  problem(await api.post(`/user-tasks/${unborn.userTaskKey}/assignment`, { assignee: 'x' }), 409, 'engine.listened');
  problem(await api.post(`/user-tasks/${unborn.userTaskKey}/completion`, {}), 409, 'engine.listened');
  const corrections = { assignee: 'administrator', priority: 70, dueDate: null, candidateGroups: null };
  ok(await api.post(`/jobs/${creating.jobKey}/completion`, { result: { type: 'userTask', corrections } }), 204);

  const [found] = (await api.search('/user-tasks', { filter: { processInstanceKey: instance } })).items;
  assert.deepEqual([found.userTaskKey, found.state], [unborn.userTaskKey, 'CREATED']);
  assert.equal(found.assignee, 'administrator');
  assert.equal(found.priority, 70);
  assert.deepEqual(found.candidateGroups, ['nobody']);
  const completed = () => api.post(`/user-tasks/${found.userTaskKey}/completion`, { variables: {}, action: 'sign off' });
  const asked = completed();
  const completing = await wait('ask:completing');
  assert.equal(completing.userTask.action, 'sign off');
  assert.equal(ok(await api.get(`/user-tasks/${found.userTaskKey}`)).state, 'COMPLETING');
  problem(
    await api.post(`/jobs/${completing.jobKey}/completion`, { result: { denied: true, corrections } }),
    409,
    'engine.cannot_correct',
  );
  ok(await api.post(`/jobs/${completing.jobKey}/completion`, { result: { denied: true, deniedReason: 'not yet' } }), 204);
  assert.match(problem(await asked, 409, 'work.denied').detail, /not yet$/);
  assert.deepEqual(await active(instance), ['ask']);
  assert.equal(ok(await api.get(`/user-tasks/${found.userTaskKey}`)).state, 'CREATED');

  const again = completed();
  await wait('ask:completing');
  ok(await api.post(`/process-instances/${instance}/cancellation`, {}), 204);
  problem(await again, 409, 'work.task_over');
  assert.equal(ok(await api.get(`/user-tasks/${found.userTaskKey}`)).state, 'CANCELED');
});

test('a task that is cancelled while it is created is found', async () => {
  const listeners = (...events) => events.map((each) => `<zeebe:taskListener eventType="${each}" type="early:${each}"/>`).join('');
  const model = (id, ...events) => line(id, `<bpmn:userTask id="ask"><bpmn:extensionElements><zeebe:userTask/>
<zeebe:taskListeners>${listeners(...events)}</zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>`);
  await deploy(model('early', 'creating'), 'early.bpmn');
  await deploy(model('early_asked', 'creating', 'canceling'), 'early_asked.bpmn');
  for (const [id, state] of [['early', 'CANCELED'], ['early_asked', 'CANCELING']]) {
    const instance = await create(id);
    const { userTask } = await take('early:creating');
    ok(await api.post(`/process-instances/${instance}/cancellation`, {}), 204);
    assert.equal(ok(await api.get(`/user-tasks/${userTask.userTaskKey}`)).state, state);
    if (state === 'CANCELING') ok(await api.post(`/jobs/${(await take('early:canceling')).jobKey}/completion`, {}), 204);
    const found = (await api.search('/user-tasks', { filter: { processInstanceKey: instance } })).items;
    assert.deepEqual(found.map((task) => [task.userTaskKey, task.state, task.name]), [[userTask.userTaskKey, 'CANCELED', 'ask']]);
  }
});

test('listeners look at an assignment and a change before they are answered', async () => {
  const task = `<bpmn:userTask id="ask"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="sales"/>
<zeebe:taskHeaders><zeebe:header key="unit" value="east"/></zeebe:taskHeaders>
<zeebe:taskListeners><zeebe:taskListener eventType="assigning" type="ask:assigning"/><zeebe:taskListener eventType="updating" type="ask:updating"/><zeebe:taskListener eventType="canceling" type="ask:canceling"/></zeebe:taskListeners>
</bpmn:extensionElements></bpmn:userTask>`;
  await deploy(line('assigned', task), 'assigned.bpmn');
  const instance = await create('assigned');
  const [{ userTaskKey }] = (await api.search('/user-tasks', { filter: { processInstanceKey: instance } })).items;
  const at = `/user-tasks/${userTaskKey}`;
  const state = async () => ok(await api.get(at)).state;

  const assigned = api.post(`${at}/assignment`, { assignee: 'lin', action: 'pick' });
  const first = await wait('ask:assigning');
  assert.deepEqual([first.kind, first.listenerEventType, await state()], ['TASK_LISTENER', 'ASSIGNING', 'ASSIGNING']);
  assert.deepEqual(
    [first.userTask.action, first.userTask.assignee, first.userTask.candidateGroups, first.userTask.changedAttributes],
    ['pick', 'lin', ['sales'], ['assignee']],
  );
  assert.deepEqual([first.customHeaders.unit, first.customHeaders['io.camunda.zeebe:assignee']], ['east', 'lin']);
  problem(await api.post(`${at}/completion`, {}), 409, 'engine.listened');
  problem(await api.request('PATCH', at, { changeset: { priority: 3 } }), 409, 'engine.listened');
  ok(await api.post(`/jobs/${first.jobKey}/completion`, { result: { corrections: { assignee: 'chen', priority: 60 } } }), 204);
  ok(await assigned, 204);
  const seen = ok(await api.get(at));
  assert.deepEqual([seen.state, seen.assignee, seen.priority], ['CREATED', 'chen', 60]);

  const changed = api.request('PATCH', at, { changeset: { priority: 10 } });
  const second = await wait('ask:updating');
  assert.deepEqual([second.userTask.priority, second.userTask.assignee, await state()], [10, 'chen', 'UPDATING']);
  ok(await api.post(`/jobs/${second.jobKey}/completion`, { result: { denied: true, deniedReason: 'too low' } }), 204);
  assert.match(problem(await changed, 409, 'work.denied').detail, /too low$/);
  assert.equal(ok(await api.get(at)).priority, 60);

  const set = api.request('PUT', `/element-instances/${userTaskKey}/variables`, { variables: { note: 1 }, local: true });
  const third = await wait('ask:updating');
  ok(await api.post(`/jobs/${third.jobKey}/completion`, {}), 204);
  ok(await set, 204);
  const { items } = await api.search('/variables', { filter: { scopeKey: userTaskKey, name: 'note' } });
  assert.equal(items[0].value, '1');

  const late = api.post(`${at}/assignment`, { assignee: 'lin' });
  await wait('ask:assigning');
  ok(await api.post(`/process-instances/${instance}/cancellation`, {}), 204);
  problem(await late, 409, 'work.task_over');
  const last = await wait('ask:canceling');
  assert.deepEqual([last.listenerEventType, await state()], ['CANCELING', 'CANCELING']);
  const running = async () => ok(await api.get(`/process-instances/${instance}`)).state;
  assert.equal(await running(), 'ACTIVE');
  problem(await api.post(`/jobs/${last.jobKey}/completion`, { result: { denied: true } }), 409, 'engine.cannot_deny');
  ok(await api.post(`/jobs/${last.jobKey}/completion`, {}), 204);
  assert.deepEqual([await running(), await state()], ['TERMINATED', 'CANCELED']);
});

test('a worker and a caller direct an ad-hoc sub-process', async () => {
  const box = `<bpmn:adHocSubProcess id="box"><bpmn:extensionElements><zeebe:taskDefinition type="box:agent"/></bpmn:extensionElements>${job('a', 'box:a')}${job('b', 'box:b')}</bpmn:adHocSubProcess>`;
  await deploy(line('box_process', box), 'box.bpmn');
  const instance = await create('box_process');
  const [{ elementInstanceKey }] = (
    await api.search('/element-instances', { filter: { processInstanceKey: instance, elementId: 'box' } })
  ).items;
  const one = `/element-instances/ad-hoc-activities/${elementInstanceKey}/activation`;

  const agent = await take('box:agent');
  problem(
    await api.post(`/jobs/${agent.jobKey}/completion`, { result: { activateElements: [{ elementId: 'c' }] } }),
    409,
    'engine.cannot_activate',
  );
  const both = { activateElements: [{ elementId: 'a' }], isCompletionConditionFulfilled: true };
  assert.match(problem(await api.post(`/jobs/${agent.jobKey}/completion`, { result: both }), 400, 'request.wrong_type').detail, /result.isCompletionConditionFulfilled/);
  ok(await api.post(`/jobs/${agent.jobKey}/completion`, { result: { activateElements: [{ elementId: 'a', variables: { n: 1 } }] } }), 204);
  assert.deepEqual(await active(instance), ['box', 'box#innerInstance', 'a']);
  ok(await api.post(one, { elements: [{ elementId: 'b' }], cancelRemainingInstances: true }), 204);
  assert.deepEqual(await active(instance), ['box', 'box#innerInstance', 'b']);
  problem(await api.post(one, { elements: [{ elementId: 'c' }] }), 409, 'engine.cannot_activate');
});

test('an act that leaves out what it needs is refused and changes nothing', async () => {
  const definition = await deploy(line('left_out', job('work', 'left_out:work')), 'left_out.bpmn');
  const instance = await create('left_out');
  const filter = { processInstanceKey: instance };
  const misses = async (path, body) => problem(await api.post(path, body), 400, 'request.wrong_type').detail;

  const migration = `/process-instances/${instance}/migration`;
  assert.match(await misses(migration, { mappingInstructions: [] }), /targetProcessDefinitionKey: required/);
  assert.match(await misses(migration, { targetProcessDefinitionKey: definition }), /mappingInstructions: required/);
  assert.match(await misses(`${migration}/preview`, {}), /targetProcessDefinitionKey: required/);
  assert.match(await misses('/process-instances/migration', { filter, migrationPlan: { targetProcessDefinitionKey: definition } }), /mappingInstructions: required/);
  const batches = async () => (await api.search('/batch-operations')).page.totalItems;
  const before = await batches();
  assert.match(await misses('/process-instances/modification', { filter }), /moveInstructions: at least one is required/);
  assert.match(await misses('/process-instances/modification', { filter, moveInstructions: [] }), /moveInstructions: at least one is required/);
  const migrationPlan = { targetProcessDefinitionKey: '7', mappingInstructions: [] };
  problem(await api.post('/process-instances/migration', { filter, migrationPlan }), 404, 'engine.no_process');
  assert.equal(await batches(), before);
  assert.match(await misses('/element-instances/ad-hoc-activities/7/activation', {}), /elements: required/);
  problem(await api.post('/element-instances/ad-hoc-activities/7/activation', { elements: [{ elementId: 'a' }] }), 404, 'engine.no_element');
  assert.deepEqual(await active(instance), ['work']);
});

test('a condition that holds starts its process', async () => {
  const xml = `${head}<bpmn:process id="hot" isExecutable="true"><bpmn:startEvent id="start"><bpmn:conditionalEventDefinition><bpmn:condition>= degrees &gt; 30</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent><bpmn:userTask id="cool"/>${flow('start', 'cool')}</bpmn:process></bpmn:definitions>`;
  const definition = await deploy(xml, 'hot.bpmn');

  const none = ok(await api.post('/conditionals/evaluation', { variables: { degrees: 20 } }));
  assert.deepEqual(none.processInstances, []);
  const { processInstances } = ok(
    await api.post('/conditionals/evaluation', { processDefinitionKey: definition, variables: { degrees: 40 } }),
  );
  assert.equal(processInstances.length, 1);
  assert.equal(processInstances[0].processDefinitionKey, definition);
  assert.deepEqual(await active(processInstances[0].processInstanceKey), ['cool']);
  problem(await api.post('/conditionals/evaluation', { processDefinitionKey: '7', variables: {} }), 404, 'engine.no_process');
});

test('a condition may start what has ended before the answer is written', async () => {
  const xml = `${head}<bpmn:process id="brief" isExecutable="true"><bpmn:startEvent id="start"><bpmn:conditionalEventDefinition><bpmn:condition>= minutes &lt; 1</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent><bpmn:endEvent id="done"/>${flow('start', 'done')}</bpmn:process></bpmn:definitions>`;
  const definition = await deploy(xml, 'brief.bpmn');

  const { processInstances } = ok(await api.post('/conditionals/evaluation', { processDefinitionKey: definition, variables: { minutes: 0 } }));

  assert.deepEqual(processInstances.map((one) => one.processDefinitionKey), [definition]);
});

test('a version that nobody used is deleted and the one before is the latest again', async () => {
  const on = (name) =>
    `${head}<bpmn:message id="m" name="${name}"/><bpmn:process id="gone" isExecutable="true"><bpmn:startEvent id="start"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent><bpmn:userTask id="ask"/>${flow('start', 'ask')}</bpmn:process></bpmn:definitions>`;
  const first = await deploy(on('hello'), 'gone.bpmn');
  const second = await deploy(on('goodbye'), 'gone.bpmn');
  const publish = (name) => api.post('/messages/correlation', { name, correlationKey: '', variables: {} });

  problem(await publish('hello'), 404, 'engine.nobody_waits');
  assert.deepEqual(ok(await api.post(`/resources/${second}/deletion`, {})), { resourceKey: second, batchOperation: null });

  problem(await publish('goodbye'), 404, 'engine.nobody_waits');
  const { processInstanceKey } = ok(await publish('hello'));
  assert.deepEqual(await active(processInstanceKey), ['ask']);
  problem(await api.post(`/resources/${first}/deletion`, {}), 409, 'engine.definition_in_use');
  problem(await api.post(`/resources/${second}/deletion`, {}), 404, 'app.no_model');
});

test('a worker is told of the resources that its task is linked to', async () => {
  const script = (tag) => JSON.stringify({ id: 'robot', versionTag: tag, script: tag });
  const linked = (resources) => `<bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="linked:work"/>
<zeebe:taskHeaders><zeebe:header key="unit" value="east"/></zeebe:taskHeaders><zeebe:linkedResources>${resources}</zeebe:linkedResources></bpmn:extensionElements></bpmn:serviceTask>`;
  const resource = (more) => `<zeebe:linkedResource resourceType="RPA" ${more}/>`;
  const deployed = async (files) => ok(await api.deploy(files)).deployments.find((each) => each.resource).resource;
  const xml = line('robots', linked(
    resource('resourceId="robot" linkName="main"') + resource('resourceId="robot" linkName="old" bindingType="versionTag" versionTag="one"') +
    resource('resourceId="robot" linkName="own" bindingType="deployment"') + resource('resourceId="nobody" linkName="none"'),
  ));
  const first = await deployed({ 'robot.rpa': script('one'), 'robots.bpmn': xml });
  const second = await deployed({ 'robot.rpa': script('two') });
  assert.deepEqual([first.resourceId, first.version, second.version], ['robot', 1, 2]);
  assert.equal((await api.get(`/resources/${second.resourceKey}/content`)).text, script('two'));
  await create('robots');

  const { customHeaders } = await take('linked:work');

  assert.equal(customHeaders.unit, 'east');
  const link = (resourceKey, linkName) => ({ resourceKey, resourceType: 'RPA', linkName });
  assert.deepEqual(JSON.parse(customHeaders.linkedResources), [
    link(second.resourceKey, 'main'), link(first.resourceKey, 'old'), link(first.resourceKey, 'own'), link('', 'none'),
  ]);
  for (const [bad, reason] of [
    [resource('linkName="main"'), /a zeebe:linkedResource needs a resourceId/],
    [resource('resourceId="robot" bindingType="newest"'), /bindingType is latest, deployment or versionTag, not newest/],
  ]) {
    const refused = problem(await api.deploy({ 'bad.bpmn': line('bad', linked(bad)) }), 400, 'engine.not_deployable');
    assert.match(refused.detail, reason);
    assert.match(refused.detail, /bad\.bpmn:\d+:\d+/);
  }
});

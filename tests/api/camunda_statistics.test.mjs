// /v2: counts of instances by process, version and error, which message reached whom, suspension, start forms and what a task sees.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { form, order, process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let api;
let versions;
const keys = {};
const create = async (id, variables = {}) => ok(await api.post('/process-instances', { processDefinitionId: id, variables })).processInstanceKey;
const job_of = async (instance) => (await api.search('/jobs', { filter: { processInstanceKey: instance } })).items[0].jobKey;
const fail = async (instance, errorMessage) => ok(await api.post(`/jobs/${await job_of(instance)}/failure`, { retries: 0, errorMessage }), 204);
const complete = async (instance) => ok(await api.post(`/jobs/${await job_of(instance)}/completion`, {}), 204);
const deploy = async (files) => ok(await api.deploy(files)).deployments.map((each) => each.processDefinition?.processDefinitionKey).filter(Boolean)[0];
const counted = async (path, request = {}) => ok(await api.post(path, request));

// What Java computes.
const hash = (text) => [...text].flatMap((c) => c.split('')).reduce((sum, unit) => (Math.imul(31, sum) + unit.charCodeAt(0)) | 0, 0);

const startable = `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:message id="m" name="begin"/>
  <bpmn:process id="startable" isExecutable="true">
    <bpmn:startEvent id="plain"><bpmn:extensionElements><zeebe:formDefinition formId="address"/></bpmn:extensionElements></bpmn:startEvent>
    <bpmn:startEvent id="told"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>
    <bpmn:sequenceFlow id="a" sourceRef="plain" targetRef="look"/>
    <bpmn:sequenceFlow id="b" sourceRef="told" targetRef="look"/>
    <bpmn:userTask id="look"><bpmn:extensionElements><zeebe:userTask/><zeebe:ioMapping><zeebe:input source="=&quot;inner&quot;" target="what"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:userTask>
  </bpmn:process>
</bpmn:definitions>`;

before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  versions = [await deploy({ 'order.bpmn': order() })];
  keys.old = await create('order', { orderId: 'a', amount: 1 });
  versions.push(await deploy({ 'order.bpmn': order().replace('name="Order"', 'name="New order"') }));
  for (const name of ['over', 'waiting', 'stuck', 'chinese', 'both']) keys[name] = await create('order', { orderId: name, amount: name === 'over' ? 1 : 500 });
  await complete(keys.over);
  await complete(keys.waiting);
  await fail(keys.old, 'card refused');
  await fail(keys.stuck, 'card refused');
  await fail(keys.chinese, '卡被拒绝 😀');
  await fail(keys.both, 'later');
});
after(() => program.remove());

test('running instances are counted by process and by version', async () => {
  const { items } = await counted('/process-definitions/statistics/process-instances');
  assert.deepEqual(items, [
    {
      processDefinitionId: 'order',
      tenantId: '<default>',
      latestProcessDefinitionName: 'New order',
      hasMultipleVersions: true,
      activeInstancesWithoutIncidentCount: 1,
      activeInstancesWithIncidentCount: 4,
    },
  ]);
  const by_version = await counted('/process-definitions/statistics/process-instances-by-version', {
    filter: { processDefinitionId: 'order' },
    sort: [{ field: 'processDefinitionVersion', order: 'DESC' }],
  });
  assert.deepEqual(
    by_version.items.map((each) => [each.processDefinitionVersion, each.processDefinitionKey, each.activeInstancesWithIncidentCount, each.activeInstancesWithoutIncidentCount]),
    [[2, versions[1], 3, 1], [1, versions[0], 1, 0]],
  );
  assert.equal((await counted('/process-definitions/statistics/process-instances-by-version', { filter: { processDefinitionId: 'other' } })).page.totalItems, 0);
  problem(await api.post('/process-definitions/statistics/process-instances-by-version', {}), 400, 'request.wrong_type');
});

test('instances with incidents are counted by error and found by its number', async () => {
  const path = '/incidents/statistics/process-instances-by';
  const { items } = await counted(`${path}-error`);
  assert.deepEqual(items[0], { errorMessage: 'card refused', activeInstancesWithErrorCount: 2, errorHashCode: hash('card refused') });
  assert.deepEqual(new Set(items.map((each) => each.errorHashCode)), new Set(['card refused', '卡被拒绝 😀', 'later'].map(hash)));
  const by_version = await counted(`${path}-definition`, { filter: { errorHashCode: hash('card refused') } });
  assert.deepEqual(by_version.items.map((each) => [each.processDefinitionKey, each.activeInstancesWithErrorCount]).sort(), versions.map((key) => [key, 1]).sort());
  assert.equal((await counted(`${path}-definition`, { filter: { errorHashCode: 7 } })).page.totalItems, 0);
  problem(await api.post(`${path}-definition`, {}), 400, 'request.wrong_type');

  const named = (key) => Object.keys(keys).find((name) => keys[name] === key);
  const found = async (filter) => (await api.search('/process-instances', { filter })).items.map((each) => named(each.processInstanceKey)).sort().join(' ');
  const of = (value, more = {}) => found({ incidentErrorHashCode: value, ...more });
  const numbers = ['card refused', 'later'].map(hash);
  assert.equal(await of(numbers[0]), 'old stuck');
  assert.equal(await of(hash('卡被拒绝 😀')), 'chinese');
  assert.equal(await of({ $in: numbers }), 'both old stuck');
  assert.equal(await of({ $neq: numbers[0] }), 'both chinese');
  assert.equal(await of({ $notIn: numbers }), 'chinese');
  assert.equal(await of({ $gte: numbers[0], $lte: numbers[0] }), 'old stuck');
  assert.equal(await of({ $gt: 2147483647 }), '');
  assert.equal(await of({ $exists: true }), 'both chinese old stuck');
  assert.equal(await of({ $exists: false }), 'over waiting');
  assert.equal(await found({ errorMessage: { $exists: false } }), 'over waiting');
  assert.equal(await of(numbers[0], { errorMessage: { $like: '*refused' }, processDefinitionVersion: 2 }), 'stuck');
  assert.equal(await of(7), '');
  assert.equal(await found({ $or: [{ incidentErrorHashCode: 7 }, { incidentErrorHashCode: numbers[1] }] }), 'both');
  assert.equal(await found({ $or: [{ incidentErrorHashCode: 7 }] }), '');
  for (const [value, code] of [['1', 'wrong_type'], [{ $in: [] }, 'wrong_type'], [{}, 'wrong_type'], [{ $like: '1' }, 'unknown_field'], [{ $eq: 1.5 }, 'wrong_type']])
    problem(await api.post('/process-instances/search', { filter: { incidentErrorHashCode: value } }), 400, `request.${code}`);
});

test('a loop without end is an incident of a kind that clients know', async () => {
  const round = process({
    id: 'round',
    inside: `<bpmn:exclusiveGateway id="charge"/><bpmn:manualTask id="again"/><bpmn:sequenceFlow id="c" sourceRef="charge" targetRef="again"><bpmn:conditionExpression>=true</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="d" sourceRef="again" targetRef="charge"/>`,
  }).replace('id="charge"/>', 'id="charge" default="b"/>');
  ok(await api.deploy({ 'round.bpmn': round }));
  const key = await create('round');
  const { items } = await api.search('/incidents', { filter: { processInstanceKey: key, errorType: 'UNKNOWN' } });
  assert.deepEqual(items.map((each) => [each.errorType, each.state]), [['UNKNOWN', 'ACTIVE']]);
  assert.match(items[0].errorMessage, /10000 elements in one step/);
  ok(await api.post(`/process-instances/${key}/cancellation`), 204);
});

test('element statistics are of the instances that a filter finds', async () => {
  const path = `/process-definitions/${versions[1]}/statistics/element-instances`;
  const of = async (filter) => Object.fromEntries((await counted(path, { filter })).items.map((each) => [each.elementId, [each.active, each.completed, each.incidents]]));
  assert.deepEqual((await of({})).charge, [0, 2, 3]);
  assert.deepEqual((await of({ state: 'COMPLETED' })).charge, [0, 1, 0]);
  assert.deepEqual((await of({ incidentErrorHashCode: hash('later') })).charge, [0, 0, 1]);
  assert.deepEqual((await of({ elementId: 'wait' })).wait, [1, 0, 0]);
  const { items } = ok(await api.get(`/process-instances/${keys.both}/statistics/element-instances`));
  assert.deepEqual(items.find((each) => each.elementId === 'charge'), { elementId: 'charge', active: 0, canceled: 0, incidents: 1, completed: 0 });
  assert.deepEqual(await of({ incidentErrorHashCode: 7 }), {});
  problem(await api.post(path, { filter: { colour: 'red' } }), 400, 'request.unknown_field');
});

test('subscriptions that wait are counted, and those that a message has reached are listed', async () => {
  const { items } = await counted('/process-definitions/statistics/message-subscriptions');
  assert.deepEqual(items, [
    { processDefinitionId: 'order', tenantId: '<default>', processDefinitionKey: versions[1], processInstancesWithActiveSubscriptions: 1, activeSubscriptions: 1 },
  ]);
  const [subscription] = (await api.search('/message-subscriptions', { filter: { processInstanceKey: keys.waiting } })).items;
  assert.match(subscription.lastUpdatedDate, /^\d{4}-/);
  assert.deepEqual(subscription.toolProperties, {});
  const reached = async (filter) => (await api.search('/correlated-message-subscriptions', { filter })).items;
  assert.deepEqual(await reached({}), []);

  const { messageKey } = ok(await api.post('/messages/publication', { name: 'paid', correlationKey: 'waiting', timeToLive: 0 }));
  ok(await api.post('/messages/publication', { name: 'paid', correlationKey: 'nobody', timeToLive: 0 }));

  const [item, ...others] = await reached({ messageName: 'paid' });
  assert.deepEqual(others, []);
  const { correlationTime, ...facts } = item;
  assert.match(correlationTime, /^\d{4}-/);
  assert.deepEqual(facts, {
    businessId: null,
    correlationKey: 'waiting',
    elementId: 'wait',
    elementInstanceKey: subscription.elementInstanceKey,
    messageKey,
    messageName: 'paid',
    partitionId: 1,
    subscriptionKey: subscription.messageSubscriptionKey,
    processDefinitionId: 'order',
    processDefinitionKey: versions[1],
    processInstanceKey: keys.waiting,
    rootProcessInstanceKey: keys.waiting,
    tenantId: '<default>',
  });
  for (const name of Object.keys(facts).filter((each) => each !== 'businessId'))
    assert.equal((await reached({ [name]: facts[name] })).length, 1, name);
  assert.deepEqual(await reached({ messageKey: '7' }), []);
});

test('a message that is kept, and one that begins an instance, are listed too', async () => {
  ok(await api.deploy({ 'startable.bpmn': startable, 'address.form': form() }));
  const reached = async (filter) => (await api.search('/correlated-message-subscriptions', { filter })).items;
  const begun = ok(await api.post('/messages/correlation', { name: 'begin', correlationKey: 'k' }));
  const [item] = await reached({ messageName: 'begin' });
  assert.deepEqual(
    [item.elementId, item.elementInstanceKey, item.subscriptionKey, item.processInstanceKey, item.correlationKey],
    ['told', null, begun.processInstanceKey, begun.processInstanceKey, 'k'],
  );
  // It waits for the one that runs.
  const { messageKey } = ok(await api.post('/messages/publication', { name: 'begin', correlationKey: 'k', timeToLive: 600_000 }));
  assert.deepEqual(await reached({ messageKey }), []);
  ok(await api.post(`/process-instances/${begun.processInstanceKey}/cancellation`), 204);
  assert.equal((await reached({ messageKey })).length, 1);

  const kept = ok(await api.post('/messages/publication', { name: 'paid', correlationKey: 'early', timeToLive: 600_000 }));
  const early = await create('order', { orderId: 'early', amount: 500 });
  await complete(early);
  assert.deepEqual((await reached({ messageKey: kept.messageKey })).map((each) => each.processInstanceKey), [early]);
});

test('a process tells its start form, a task what it sees', async () => {
  const [definition] = (await api.search('/process-definitions', { filter: { processDefinitionId: 'startable' } })).items;
  const start = ok(await api.get(`/process-definitions/${definition.processDefinitionKey}/form`));
  assert.deepEqual([start.formId, start.version, start.schema, start.tenantId], ['address', 1, form(), '<default>']);
  ok(await api.get(`/process-definitions/${versions[0]}/form`), 204);
  problem(await api.get('/process-definitions/7/form'), 404, 'app.no_model');

  const instance = await create('startable', { what: 'outer', more: 'x'.repeat(9000) });
  const [task] = (await api.search('/user-tasks', { filter: { processInstanceKey: instance } })).items;
  const all = await api.search(`/user-tasks/${task.userTaskKey}/variables`, { filter: { name: 'what' } });
  assert.deepEqual(all.items.map((each) => each.value).sort(), ['"inner"', '"outer"']);
  const path = `/user-tasks/${task.userTaskKey}/effective-variables/search`;
  const seen = ok(await api.post(path, { sort: [{ field: 'name' }] }));
  assert.deepEqual(seen.items.map((each) => [each.name, each.isTruncated]), [['more', true], ['what', false]]);
  assert.equal(seen.items[1].value, '"inner"');
  assert.equal(seen.page.totalItems, 2);
  assert.equal(ok(await api.post(`${path}?truncateValues=false`, { filter: { name: 'more' } })).items[0].isTruncated, false);
  const every = `/user-tasks/${task.userTaskKey}/variables/search`;
  for (const [asked, isTruncated] of [['', true], ['?truncateValues=true', true], ['?truncateValues=false', false]])
    assert.equal(ok(await api.post(every + asked, { filter: { name: 'more' } })).items[0].isTruncated, isTruncated);
  problem(await api.post(`${every}?truncateValues=some`, {}), 400, 'request.wrong_type');
  problem(await api.post('/user-tasks/7/effective-variables/search', {}), 404, 'work.no_task');
});

test('an instance is suspended and resumed', async () => {
  ok(await api.deploy({ 'charging.bpmn': process() }));
  const key = await create('charging');
  const state = async () => ok(await api.get(`/process-instances/${key}`)).state;
  ok(await api.post(`/process-instances/${key}/suspension`, { operationReference: 1 }), 204);
  assert.equal(await state(), 'SUSPENDED');
  problem(await api.post(`/process-instances/${key}/suspension`), 409, 'engine.suspended');
  ok(await api.post(`/process-instances/${key}/resumption`), 204);
  assert.equal(await state(), 'ACTIVE');
  problem(await api.post(`/process-instances/${key}/resumption`), 409, 'engine.not_suspended');
  problem(await api.post('/process-instances/7/suspension'), 404, 'engine.no_instance');
});

// /v2: each filter of a search finds what it says and leaves out the rest.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { order } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let api;
const keys = {};
const create = async (variables) => ok(await api.post('/process-instances', { processDefinitionId: 'order', variables })).processInstanceKey;
const take = async (instance) => {
  const { jobs } = ok(await api.post('/jobs/activation', { type: 'charge', worker: 'w', timeout: 1, maxJobsToActivate: 100, requestTimeout: -1 }));
  return jobs.find((job) => job.processInstanceKey === instance).jobKey;
};
const fail = async (instance, retries, errorMessage) => ok(await api.post(`/jobs/${await take(instance)}/failure`, { retries, errorMessage }), 204);

// One waits for its job, one for a message, one is over; one has failed and may be tried again, one is stuck.
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'order.bpmn': order() }));
  keys.over = await create({ orderId: 'a-1', amount: 1 });
  ok(await api.post(`/jobs/${await take(keys.over)}/completion`, {}), 204);
  keys.waiting = await create({ orderId: 'a-2', amount: 500 });
  ok(await api.post(`/jobs/${await take(keys.waiting)}/completion`, {}), 204);
  keys.stuck = await create({ orderId: 'b-3', amount: 50 });
  await fail(keys.stuck, 0, 'card refused');
  keys.failed = await create({ orderId: 'b-4', amount: 50 });
  await fail(keys.failed, 2, 'later');
  keys.fresh = await create({ orderId: 'c', amount: 50 });
});
after(() => program.remove());

const named = (key) => Object.keys(keys).find((name) => keys[name] === key) ?? key;
const found = async (filter) =>
  (await api.search('/process-instances', { filter })).items.map((item) => named(item.processInstanceKey)).sort().join(' ');
const all = 'failed fresh over stuck waiting';

test('instances are found by their elements', async () => {
  assert.equal(await found({}), all);
  assert.equal(await found({ elementId: 'wait' }), 'waiting');
  assert.equal(await found({ elementId: { $in: ['wait', 'end'] } }), 'over waiting');
  assert.equal(await found({ elementId: 'charge' }), all);
  assert.equal(await found({ elementId: 'charge', elementInstanceState: 'ACTIVE' }), 'failed fresh stuck');
  assert.equal(await found({ elementId: 'charge', elementInstanceState: 'completed' }), 'over waiting');
  assert.equal(await found({ elementId: 'charge', elementInstanceState: 'TERMINATED' }), '');
  assert.equal(await found({ elementInstanceState: { $neq: 'COMPLETED' } }), 'failed fresh stuck waiting');
  assert.equal(await found({ elementId: 'charge', hasElementInstanceIncident: true }), 'stuck');
  assert.equal(await found({ elementId: 'start', hasElementInstanceIncident: true }), '');
  assert.equal(await found({ elementId: 'charge', hasElementInstanceIncident: false }), 'failed fresh over waiting');
  assert.equal(await found({ $or: [{ elementId: 'wait' }, { hasElementInstanceIncident: true }] }), 'stuck waiting');
});

test('instances are found by what went wrong', async () => {
  assert.equal(await found({ errorMessage: 'card refused' }), 'stuck');
  assert.equal(await found({ errorMessage: { $like: '*refused*' } }), 'stuck');
  assert.equal(await found({ errorMessage: 'later' }), '');
  assert.equal(await found({ hasRetriesLeft: true }), 'failed');
  assert.equal(await found({ hasRetriesLeft: false }), 'fresh over stuck waiting');
});

test('instances are found by the act on many that they were part of', async () => {
  const other = await create({ orderId: 'gone' });
  const { batchOperationKey } = ok(await api.post('/process-instances/cancellation', { filter: { processInstanceKey: other } }));
  for (let batch; batch?.state !== 'COMPLETED'; ) batch = ok(await api.get(`/batch-operations/${batchOperationKey}`));
  for (const name of ['batchOperationKey', 'batchOperationId']) {
    assert.equal(await found({ [name]: batchOperationKey }), other);
    assert.equal(await found({ [name]: '7' }), '');
  }
  assert.equal(await found({ orderId: 1 }).catch((error) => error.code), 'ERR_ASSERTION');
});

test('acts on many are sorted by their kind, and instances found by whether they were part of one', async () => {
  const { items } = await api.search('/batch-operations', { sort: [{ field: 'operationType', order: 'DESC' }] });
  assert.ok(items.length > 0);
  const key = items[0].batchOperationKey;
  assert.equal(await found({ batchOperationKey: { $exists: false }, state: { $neq: 'TERMINATED' } }), all);
  assert.notEqual(await found({ batchOperationId: { $like: `${key.slice(0, -1)}?` } }), '');
});

test('values of variables are compared in every way', async () => {
  const with_value = (value, name = 'orderId') => found({ state: { $neq: 'TERMINATED' }, variables: [{ name, value }] });
  assert.equal(await with_value('"c"'), 'fresh');
  assert.equal(await with_value({ $eq: '"c"' }), 'fresh');
  assert.equal(await with_value({ $in: ['"c"', '"b-3"'] }), 'fresh stuck');
  assert.equal(await with_value({ $notIn: ['"c"', '"b-3"'] }), 'failed over waiting');
  assert.equal(await with_value({ $neq: '"c"' }), 'failed over stuck waiting');
  assert.equal(await with_value({ $like: '"a-*' }), 'over waiting');
  assert.equal(await with_value({ $exists: true }, 'total'), all); // of the task, not of the process
  assert.equal(await with_value({ $exists: true }, 'nothing'), '');
  assert.equal(await with_value({ $exists: true }), all);
  assert.equal(await with_value({ $exists: false }, 'nothing'), all);
  assert.equal(await with_value({ $exists: false }), '');
  assert.equal(await found({ variables: [{ name: 'orderId', value: { $like: '"b*' } }, { name: 'amount', value: '50' }] }), 'failed stuck');
  const tasks = await api.search('/user-tasks', { filter: { localVariables: [{ name: 'x', value: { $in: ['1'] } }] } });
  assert.equal(tasks.items.length, 0);
});

test('variables are found by several keys and by whether they are cut', async () => {
  const long = 'x'.repeat(10_000);
  const instance = await create({ orderId: 'long', amount: 1, long });
  const filter = { processInstanceKey: instance };
  const names = async (more) => (await api.search('/variables', { filter: { ...filter, ...more } })).items.map((each) => each.name).sort();
  assert.deepEqual(await names({}), ['amount', 'long', 'orderId', 'total']);
  assert.deepEqual(await names({ isTruncated: true }), ['long']);
  assert.deepEqual(await names({ isTruncated: false }), ['amount', 'orderId', 'total']);
  const { items } = await api.search('/variables', { filter });
  const key = Object.fromEntries(items.map((each) => [each.name, each.variableKey]));
  assert.deepEqual(await names({ variableKey: { $in: [key.long, key.total, '1'] } }), ['long', 'total']);
  assert.deepEqual(await names({ variableKey: key.total }), ['total']);
  assert.deepEqual(await names({ variableKey: key.total, name: 'long' }), []);
  assert.deepEqual(await names({ variableKey: { $in: ['1', '2'] } }), []);
  assert.deepEqual(await names({ variableKey: { $exists: true } }), ['amount', 'long', 'orderId', 'total']);
  assert.deepEqual(await names({ variableKey: { $exists: false } }), []);
  const [{ scopeKey }] = (await api.search('/variables', { filter: { ...filter, name: 'total' } })).items;
  assert.deepEqual((await api.search('/variables', { filter: { scopeKey } })).items.map((each) => each.name), ['total']);
  assert.deepEqual(await names({ variableKey: { $neq: key.total } }), ['amount', 'long', 'orderId']);
  assert.deepEqual(await names({ variableKey: { $neq: '1' } }), ['amount', 'long', 'orderId', 'total']);
  assert.deepEqual(await names({ variableKey: { $notIn: [key.total, key.long, '1'] } }), ['amount', 'orderId']);
  assert.deepEqual(await names({ variableKey: { $in: [key.total, key.long], $neq: key.long } }), ['total']);
  assert.deepEqual(await names({ variableKey: { $in: [key.total, key.long], $eq: key.amount } }), []);
  assert.deepEqual(await names({ variableKey: { $notIn: [key.total] }, $or: [{ name: 'total' }, { name: 'long' }] }), ['long']);
  const sorted = (order) => api.search('/variables', { filter, sort: [{ field: 'variableKey', order }] });
  const ascending = (await sorted('ASC')).items.map((each) => each.name);
  assert.deepEqual((await sorted('DESC')).items.map((each) => each.name), ascending.toReversed());
  assert.deepEqual(ascending, ['amount', 'long', 'orderId', 'total']);
  problem(await api.post('/variables/search', { filter: { variableKey: { $like: '1' } } }), 400, 'request.unknown_field');
  problem(await api.post('/variables/search', { filter: { variableKey: { $in: [] } } }), 400, 'request.unknown_field');
});

test('a value of a list is found in any case, another one is refused', async () => {
  const total = async (path, filter) => (await api.search(path, { filter })).page.totalItems;
  for (const [path, name, value] of [
    ['/element-instances', 'type', 'service_task'],
    ['/element-instances', 'type', 'Process'],
    ['/element-instances', 'state', 'active'],
    ['/jobs', 'kind', 'bpmn_element'],
    ['/jobs', 'listenerEventType', 'unspecified'],
    ['/jobs', 'state', 'failed'],
    ['/incidents', 'errorType', 'job_no_retries'],
    ['/incidents', 'state', 'active'],
    ['/message-subscriptions', 'messageSubscriptionState', 'created'],
    ['/message-subscriptions', 'messageSubscriptionType', 'process_event'],
    ['/batch-operations', 'operationType', 'cancel_process_instance'],
    ['/batch-operations', 'state', 'completed'],
    ['/batch-operation-items', 'operationType', 'cancel_process_instance'],
  ]) {
    assert.ok((await total(path, { [name]: value })) > 0, `${path} ${name} ${value}`);
    assert.equal(await total(path, { [name]: value.toUpperCase() }), await total(path, { [name]: value }));
    const { detail } = problem(await api.post(`${path}/search`, { filter: { [name]: 'BOGUS' } }), 400, 'request.wrong_type');
    assert.match(detail, new RegExp(`filter\\.${name}.*one of`));
  }
  assert.equal(await total('/incidents', { state: 'PENDING' }), 0);
  assert.equal(await total('/message-subscriptions', { messageSubscriptionState: 'CORRELATED' }), 0);
  assert.equal(await total('/jobs', { state: 'TIMED_OUT' }), 0);
});

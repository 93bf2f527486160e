// /v2: instances carry the name that their starter gives them, and so does all that they call and ask for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
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

const create = async (id, businessId) =>
  ok(await api.post('/process-instances', { processDefinitionId: id, businessId, variables: { orderId: 'o', amount: 1 } }));
const keys = async (filter) => (await api.search('/process-instances', { filter })).items.map((each) => each.processInstanceKey);

test('an instance is answered with its business id and found by it', async () => {
  const first = await create('order', 'A-1');
  const second = await create('order', 'A-1');
  const other = await create('order', 'B-7');
  const none = await create('order');
  assert.deepEqual([first.businessId, none.businessId], ['A-1', null]);

  assert.deepEqual(await keys({ businessId: 'A-1' }), [first, second].map((each) => each.processInstanceKey));
  assert.deepEqual(await keys({ businessId: { $in: ['B-7', 'C'] } }), [other.processInstanceKey]);
  assert.deepEqual(await keys({ businessId: { $like: 'B-*' } }), [other.processInstanceKey]);
  assert.deepEqual(await keys({ businessId: { $exists: false } }), [none.processInstanceKey]);
  assert.deepEqual(await keys({ businessId: 'nobody' }), []);
  assert.equal(ok(await api.get(`/process-instances/${other.processInstanceKey}`)).businessId, 'B-7');
});

test('what an instance calls has its business id, and so have their jobs', async () => {
  const { processInstanceKey: caller } = await create('caller', 'order 12');
  const family = await keys({ businessId: 'order 12' });
  assert.equal(family.length, 2);
  assert.equal(family[0], caller);

  const [waiting] = (await api.search('/jobs', { filter: { businessId: 'order 12' } })).items;
  assert.deepEqual([waiting.processInstanceKey, waiting.businessId], [family[1], 'order 12']);
  const { jobs } = ok(await api.post('/jobs/activation', { type: 'charge', worker: 'w', timeout: 60000, maxJobsToActivate: 10, requestTimeout: -1 }));
  assert.equal(jobs.find((each) => each.jobKey === waiting.jobKey).businessId, 'order 12');
  assert.ok(jobs.some((each) => each.businessId === null));
});

test('a task of people shows the business id and is found by it', async () => {
  const { processInstanceKey } = await create('asked', '合同 7');
  const { items } = await api.search('/user-tasks', { filter: { businessId: '合同 7' } });
  assert.deepEqual(items.map((each) => [each.processInstanceKey, each.businessId]), [[processInstanceKey, '合同 7']]);
});

test('it goes with its instance, and what is no short text is refused', async () => {
  const { processInstanceKey } = await create('order', 'gone');
  ok(await api.post(`/process-instances/${processInstanceKey}/cancellation`), 204);
  ok(await api.post(`/process-instances/${processInstanceKey}/deletion`), 204);
  assert.deepEqual(await keys({ businessId: 'gone' }), []);
  for (const businessId of ['x'.repeat(257), 7, {}])
    problem(await api.post('/process-instances', { processDefinitionId: 'order', businessId }), 400, 'request.wrong_type');
});

// /v2: what the instances of a multi-instance activity give is collected, and shown while others still work.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok } from '../support/camunda.mjs';
import { process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

const count = 150;
let program;
let api;
let instance;
let jobs;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'many.bpmn': process({ id: 'many', inside: collecting }) }));
  const created = ok(await api.post('/process-instances', { processDefinitionId: 'many', variables: { orders: [...Array(count).keys()] } }));
  instance = created.processInstanceKey;
  jobs = ok(await api.post('/jobs/activation', { type: 'charge', worker: 'w', timeout: 60000, maxJobsToActivate: count, requestTimeout: -1 })).jobs;
  assert.equal(jobs.length, count);
});
after(() => program.remove());

const collecting = `<bpmn:serviceTask id="charge">
  <bpmn:extensionElements><zeebe:taskDefinition type="charge"/></bpmn:extensionElements>
  <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>
    <zeebe:loopCharacteristics inputCollection="=orders" inputElement="order" outputCollection="receipts" outputElement="=receipt"/>
  </bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>
</bpmn:serviceTask>`;

const complete = (job) => api.post(`/jobs/${job.jobKey}/completion`, { variables: { receipt: `r-${job.variables.order}` } });
const shown = async (filter = {}) => (await api.search('/variables', { filter: { name: 'receipts', processInstanceKey: instance, ...filter } })).items;
const receipts = (orders) => Array.from({ length: count }, (_, i) => (orders.has(i) ? `r-${i}` : null));

test('what has come is shown in its place while the others still work', async () => {
  const done = new Set([3, 77, 149]);
  for (const job of jobs.filter((each) => done.has(each.variables.order))) ok(await complete(job), 204);

  const [collection] = await shown();
  assert.deepEqual(JSON.parse(collection.value), receipts(done));
  assert.equal(ok(await api.get(`/variables/${collection.variableKey}`)).value, collection.value);
  const body = (await api.search('/element-instances', { filter: { processInstanceKey: instance, type: 'MULTI_INSTANCE_BODY' } })).items[0];
  assert.equal(collection.scopeKey, body.elementInstanceKey);
  assert.equal((await shown({ value: { $like: '*r-77*' } })).length, 1);
  assert.deepEqual(await shown({ value: { $like: '*r-78*' } }), []);
});

test('after the last one the collection is the result', async () => {
  const left = jobs.filter((job) => ![3, 77, 149].includes(job.variables.order));
  for (let from = 0; from < left.length; from += 16)
    for (const answer of await Promise.all(left.slice(from, from + 16).map(complete))) ok(answer, 204);

  assert.equal(ok(await api.get(`/process-instances/${instance}`)).state, 'COMPLETED');
  const [result] = await shown({ scopeKey: instance });
  assert.deepEqual(JSON.parse(result.value), receipts(new Set(Array(count).keys())));
});

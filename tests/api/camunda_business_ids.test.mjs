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

test('a call activity may name what it calls', async () => {
  const naming = (businessId, more = '') =>
    called.replace('processId="order"', `processId="order" businessId="${businessId}"`).replace('</bpmn:callActivity>', `${more}</bpmn:callActivity>`);
  const family = async (id, variables = {}) => {
    const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: id, businessId: 'outer', variables }));
    const { items } = await api.search('/process-instances', { filter: { rootProcessInstanceKey: processInstanceKey, parentProcessInstanceKey: { $exists: true } } });
    const incidents = (await api.search('/incidents', { filter: { processInstanceKey } })).items;
    return { key: processInstanceKey, names: items.map((each) => each.businessId), incidents };
  };
  const each = `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=[1, 2]" inputElement="it"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`;
  const models = { text: naming('内 7'), feel: naming('=&quot;B-&quot; + who'), empty: naming(''), none: naming('=null'), many: naming('=&quot;M-&quot; + string(it)', each) };
  for (const [id, inside] of Object.entries(models)) ok(await api.deploy({ [`${id}.bpmn`]: process({ id, inside }) }));
  assert.deepEqual((await family('text')).names, ['内 7']);
  assert.deepEqual((await family('feel', { who: 'lin' })).names, ['B-lin']);
  assert.deepEqual((await family('empty')).names, [null]);
  assert.deepEqual((await family('none')).names, [null]);
  assert.deepEqual((await family('many')).names, ['M-1', 'M-2']);
  ok(await api.deploy({ 'two.bpmn': process({ id: 'two', inside: called.replace('"order"', '"text"') }) }));
  assert.deepEqual((await family('two')).names, ['outer', '内 7']);

  const refused = await family('feel');
  assert.deepEqual(refused.names, []);
  assert.match(refused.incidents[0].errorMessage, /^the business id is not a text but null: .*unknown name: who/);
  assert.equal(refused.incidents[0].errorType, 'EXTRACT_VALUE_ERROR');
  ok(await api.request('PUT', `/element-instances/${refused.key}/variables`, { variables: { who: 'x' } }), 204);
  ok(await api.post(`/incidents/${refused.incidents[0].incidentKey}/resolution`), 204);
  assert.deepEqual(await keys({ businessId: 'B-x', parentProcessInstanceKey: refused.key }).then((found) => found.length), 1);

  const long = await family('feel', { who: '长'.repeat(255) });
  assert.deepEqual([long.names, long.incidents[0].errorMessage], [[], 'the business id has more than 256 characters']);
  assert.deepEqual((await family('feel', { who: '长'.repeat(254) })).names, [`B-${'长'.repeat(254)}`]);
  const answer = problem(await api.deploy({ 'long.bpmn': process({ id: 'long', inside: naming('长'.repeat(257)) }) }), 400, 'engine.not_deployable');
  assert.match(answer.detail, /the businessId has more than 256 characters/);
});

// /v2: incidents of an instance and of an element instance are also those of what is inside and of what was called from there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';

const head = `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">`;
const job = (id) => `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${id}"/></bpmn:extensionElements></bpmn:serviceTask>`;
const call = (id, process) => `<bpmn:callActivity id="${id}"><bpmn:extensionElements><zeebe:calledElement processId="${process}"/></bpmn:extensionElements></bpmn:callActivity>`;
const flow = (from, to) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const models = `${head}
  <bpmn:process id="outer" isExecutable="true"><bpmn:startEvent id="s"/>${flow('s', 'fork')}<bpmn:parallelGateway id="fork"/>${flow('fork', 'own')}${flow('fork', 'part')}
    ${job('own')}<bpmn:subProcess id="part"><bpmn:startEvent id="in"/>${flow('in', 'both')}<bpmn:parallelGateway id="both"/>${flow('both', 'inside')}${flow('both', 'called')}${job('inside')}${call('called', 'middle')}</bpmn:subProcess>
  </bpmn:process>
  <bpmn:process id="middle" isExecutable="true"><bpmn:startEvent id="m"/>${flow('m', 'deeper')}${call('deeper', 'inner')}</bpmn:process>
  <bpmn:process id="inner" isExecutable="true"><bpmn:startEvent id="i"/>${flow('i', 'deep')}${job('deep')}</bpmn:process>
</bpmn:definitions>`;

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'models.bpmn': models }));
});
after(() => program.remove());

test('incidents are found from above', async () => {
  const start = async () => ok(await api.post('/process-instances', { processDefinitionId: 'outer' })).processInstanceKey;
  const other = await start();
  const root = await start();
  const keys = {};
  for (const { processInstanceKey, processDefinitionId, rootProcessInstanceKey } of (await api.search('/process-instances')).items)
    if (rootProcessInstanceKey === root) keys[processDefinitionId] = processInstanceKey;
  for (const { jobKey, type } of (await api.search('/jobs', {})).items) ok(await api.post(`/jobs/${jobKey}/failure`, { retries: 0, errorMessage: type }), 204);

  const messages = async (path, filter) => ok(await api.post(`${path}/incidents/search`, filter && { filter })).items.map((each) => each.errorMessage).sort().join(' ');
  const of = (key, filter) => messages(`/process-instances/${key}`, filter);
  assert.equal(await of(root), 'deep inside own');
  assert.equal(await of(other), 'deep inside own');
  assert.equal(await of(keys.middle), 'deep');
  assert.equal(await of(keys.inner), 'deep');
  assert.equal(await of(root, { processInstanceKey: keys.inner }), 'deep');
  assert.equal(await of(root, { processInstanceKey: { $neq: root } }), 'deep');
  assert.equal(await of(root, { processInstanceKey: other }), '');
  assert.equal(await of(root, { errorMessage: 'own' }), 'own');

  const with_incident = async (hasIncident) => (await api.search('/process-instances', { filter: { hasIncident, rootProcessInstanceKey: root } })).page.totalItems;
  assert.deepEqual([await with_incident(true), await with_incident(false)], [3, 0]);
  const [counts] = ok(await api.post('/process-definitions/statistics/process-instances', { filter: { processDefinitionId: 'middle' } })).items;
  assert.deepEqual([counts.activeInstancesWithIncidentCount, counts.activeInstancesWithoutIncidentCount], [2, 0]);

  const element = async (elementId, instance) =>
    (await api.search('/element-instances', { filter: { elementId, processInstanceKey: instance } })).items[0].elementInstanceKey;
  const below = async (elementId, instance) => messages(`/element-instances/${await element(elementId, instance)}`);
  assert.equal(await below('part', root), 'deep inside');
  assert.equal(await below('called', root), 'deep');
  assert.equal(await below('own', root), 'own');
  assert.equal(await below('deeper', keys.middle), 'deep');
  assert.equal(await below('fork', root), '');

  const marked = async (instance, hasIncident) =>
    (await api.search('/element-instances', { filter: { processInstanceKey: instance, hasIncident, type: { $neq: 'PROCESS' } } })).items.map((each) => each.elementId).sort().join(' ');
  assert.equal(await marked(root, true), 'called inside own');
  assert.equal(await marked(keys.middle, true), 'deeper');
  assert.equal(await marked(keys.inner, true), 'deep');
  const open = async (key) =>
    ok(await api.get(`/process-instances/${key}/open-elements`)).items.map((each) => `${each.processDefinitionName}.${each.elementId}`).sort().join(' ');
  assert.equal(await open(root), 'inner.deep middle.deeper outer.called outer.inside outer.own outer.part');
  assert.equal(await open(keys.inner), 'inner.deep');
  const { items } = ok(await api.get(`/process-instances/${root}/open-elements`));
  const at = (elementId) => items.find((each) => each.elementId === elementId);
  assert.equal(at('deep').scopeKey, keys.inner);
  assert.deepEqual([at('called').scopeKey, at('called').calledProcessInstanceKey], [at('part').elementInstanceKey, keys.middle]);
  assert.deepEqual([at('own').scopeKey, at('own').type, at('own').loopCounter, at('own').calledProcessInstanceKey], [root, 'SERVICE_TASK', null, null]);
  const call = ok(await api.get(`/element-instances/${await element('called', root)}`));
  assert.deepEqual([call.hasIncident, call.incidentKey], [true, null]);
  const [deepest] = (await api.search('/incidents', { filter: { processInstanceKey: keys.inner } })).items;
  ok(await api.request('PATCH', `/jobs/${deepest.jobKey}`, { changeset: { retries: 1 } }), 204);
  ok(await api.post(`/incidents/${deepest.incidentKey}/resolution`), 204);
  assert.equal(await marked(root, true), 'inside own');
  assert.equal(await marked(keys.middle, true), '');
  assert.equal(await open(root), 'outer.called outer.inside outer.own outer.part');

  problem(await api.post('/process-instances/7/incidents/search', {}), 404, 'request.no_such_key');
  problem(await api.get('/process-instances/7/open-elements'), 404, 'request.no_such_key');
  problem(await api.post(`/process-instances/${root}/incidents/search`, { filter: [] }), 400, 'request.wrong_type');
  problem(await api.post('/incidents/search', { filter: { withinKey: root } }), 400, 'request.unknown_field');
});

test('what is open in a multi-instance activity says which one it is', async () => {
  const characteristics = '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=[7, 8]"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>';
  const many = job('each').replace('</bpmn:serviceTask>', `${characteristics}</bpmn:serviceTask>`);
  ok(await api.deploy({ 'many.bpmn': `${head}<bpmn:process id="many" isExecutable="true"><bpmn:startEvent id="s"/>${flow('s', 'each')}${many}</bpmn:process></bpmn:definitions>` }));
  const { processInstanceKey: key } = ok(await api.post('/process-instances', { processDefinitionId: 'many' }));
  const { items } = ok(await api.get(`/process-instances/${key}/open-elements`));
  assert.deepEqual(items.map((each) => [each.type, each.loopCounter]), [['MULTI_INSTANCE_BODY', null], ['SERVICE_TASK', 1], ['SERVICE_TASK', 2]]);
  assert.deepEqual(items.slice(1).map((each) => each.scopeKey), [items[0].elementInstanceKey, items[0].elementInstanceKey]);
});

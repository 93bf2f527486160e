// /v2: what a worker is told of an ad-hoc sub-process, and the scope that each activation in it has.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';

const document = (id, box) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="start"/>${box}<bpmn:endEvent id="end"/>
<bpmn:sequenceFlow id="start_box" sourceRef="start" targetRef="box"/><bpmn:sequenceFlow id="box_end" sourceRef="box" targetRef="end"/></bpmn:process></bpmn:definitions>`;
const extensions = (text) => `<bpmn:extensionElements>${text}</bpmn:extensionElements>`;
const agent = (id, inside) => `<bpmn:adHocSubProcess id="box">${extensions(`<zeebe:taskDefinition type="${id}:agent"/>
<zeebe:adHoc outputCollection="toolCallResults" outputElement="={id: toolCall.id, content: toolCallResult}"/>`)}${inside}</bpmn:adHocSubProcess>`;
const task = (id, type, more = '') => `<bpmn:serviceTask id="${id}">${extensions(`<zeebe:taskDefinition type="${type}"/>${more}`)}</bpmn:serviceTask>`;
const tool = (id, type) => `<bpmn:serviceTask id="${id}" name="Tool ${id}"><bpmn:documentation>Answers questions.</bpmn:documentation>${extensions(`<zeebe:taskDefinition type="${type}"/>
<zeebe:properties><zeebe:property name="kind" value="search"/><zeebe:property name="hint" value=""/></zeebe:properties>
<zeebe:ioMapping><zeebe:input source="=&quot;q: &quot; + fromAi(toolCall.q, &quot;the &quot; + &quot;question&quot;, &quot;string&quot;, {minLength: 1}, {required: true})" target="q"/>
<zeebe:input source="=fromAi(description: &quot;how many&quot;, value: limit)" target="limit"/><zeebe:input source="=1" target="one"/>
<zeebe:output source="=answer" target="toolCallResult"/></zeebe:ioMapping>`)}</bpmn:serviceTask>`;

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
});
after(() => program.remove());

const deploy = async (id, box) => {
  const { deployments } = ok(await api.deploy({ [`${id}.bpmn`]: document(id, box) }));
  return deployments.find((each) => each.processDefinition).processDefinition.processDefinitionKey;
};
const create = async (id, variables = {}) =>
  ok(await api.post('/process-instances', { processDefinitionId: id, variables })).processInstanceKey;
const take = async (type) =>
  ok(await api.post('/jobs/activation', { type, worker: 'w', timeout: 60000, maxJobsToActivate: 9, requestTimeout: -1 })).jobs;
const complete = async (job, variables, activateElements) =>
  ok(await api.post(`/jobs/${job.jobKey}/completion`, { variables, result: activateElements && { type: 'adHocSubProcess', activateElements } }), 204);
const elements = async (instance, filter = {}) =>
  (await api.search('/element-instances', { filter: { processInstanceKey: instance, ...filter } })).items;
const called = (elementId, id, more = {}) => ({ elementId, variables: { toolCall: { id, ...more }, toolCallResult: null } });

const described = {
  elementId: 'ask',
  elementName: 'Tool ask',
  documentation: 'Answers questions.',
  properties: { kind: 'search', hint: null },
  parameters: [
    { name: 'toolCall.q', description: 'the question', type: 'string', schema: { minLength: 1 }, options: { required: true } },
    { name: 'limit', description: 'how many' },
  ],
};

test('a worker is told what it may begin, and each activation answers for itself', async () => {
  await deploy('tools', agent('tools', `${tool('ask', 'tools:ask')}${task('look', 'tools:look')}${task('write', 'tools:write')}<bpmn:sequenceFlow id="f" sourceRef="look" targetRef="write"/>`));
  const instance = await create('tools', { limit: 3 });
  const [first] = await take('tools:agent');
  assert.deepEqual(first.variables, { limit: 3, toolCallResults: [], adHocSubProcessElements: [described, { elementId: 'look' }] });

  await complete(first, {}, [called('ask', 'c1', { q: 'a' }), called('ask', 'c2', { q: 'b' }), called('look', 'c3')]);
  const asked = await take('tools:ask');
  assert.deepEqual(asked.map((job) => [job.variables.q, job.variables.limit]), [['q: a', 3], ['q: b', 3]]);
  await complete((await take('tools:look'))[0], {});
  for (const job of asked) await complete(job, { answer: `to ${job.variables.q}` });
  const [write] = await take('tools:write');
  assert.deepEqual([write.variables.toolCall, write.variables.toolCallResult], [{ id: 'c3' }, null]);
  await complete(write, { toolCallResult: 'written' });

  const [last] = await take('tools:agent');
  const results = [
    { id: 'c1', content: 'to q: a' },
    { id: 'c2', content: 'to q: b' },
    { id: 'c3', content: 'written' },
  ];
  assert.deepEqual(last.variables.toolCallResults, results);
  ok(await api.post(`/jobs/${last.jobKey}/completion`, { result: { type: 'adHocSubProcess', isCompletionConditionFulfilled: true } }), 204);
  const kept = (await api.search('/variables', { filter: { processInstanceKey: instance, scopeKey: instance } })).items;
  assert.deepEqual(Object.fromEntries(kept.map((each) => [each.name, JSON.parse(each.value)])), { limit: 3, toolCallResults: results });
});

test('a worker that begins nothing leaves an incident, and asks again when that is resolved', async () => {
  await deploy('idle', agent('idle', task('ask', 'idle:ask')));
  const instance = await create('idle');
  const [first] = await take('idle:agent');
  const answer = (job, result) => api.post(`/jobs/${job.jobKey}/completion`, { result });
  const refused = problem(await answer(first, { type: 'userTask' }), 400, 'request.wrong_type');
  assert.match(refused.detail, /adHocSubProcess, since the job asks what an ad-hoc sub-process begins/);
  problem(await answer(first, { type: 'something' }), 400, 'request.wrong_type');
  ok(await answer(first, { type: 'adHocSubProcess' }), 204);

  const { items } = await api.search('/incidents', { filter: { processInstanceKey: instance, state: 'ACTIVE' } });
  assert.deepEqual(items.map((each) => [each.elementId, each.errorType]), [['box', 'UNKNOWN']]); // none of Camunda's
  assert.match(items[0].errorMessage, /began nothing|begins nothing|nothing/);
  ok(await api.post(`/incidents/${items[0].incidentKey}/resolution`, {}), 204);
  const [second] = await take('idle:agent');
  ok(await answer(second, { type: 'adHocSubProcess', activateElements: [{ elementId: 'ask' }] }), 204);

  const [ask] = await take('idle:ask');
  problem(await answer(ask, { type: 'adHocSubProcess' }), 400, 'request.wrong_type');
  ok(await answer(ask, { type: 'userTask' }), 204);
  problem(await answer(ask, { type: 'adHocSubProcess' }), 404, 'engine.no_job');
});

test('an activation is an element instance around what it began, and ends with it', async () => {
  await deploy('runs', agent('runs', `${task('ask', 'runs:ask')}${task('look', 'runs:look')}`));
  const instance = await create('runs');
  const [{ elementInstanceKey: box }] = await elements(instance, { elementId: 'box' });
  const activation = `/element-instances/ad-hoc-activities/${box}/activation`;
  ok(await api.post(activation, { elements: [{ elementId: 'ask', variables: { n: 1 } }, { elementId: 'look' }] }), 204);

  const runs = await elements(instance, { type: 'AD_HOC_SUB_PROCESS_INNER_INSTANCE' });
  assert.deepEqual(runs.map((each) => [each.elementId, each.elementName, each.state]), [['box#innerInstance', 'ask', 'ACTIVE'], ['box#innerInstance', 'look', 'ACTIVE']]);
  const inside = (run) => elements(instance, { elementInstanceScopeKey: run.elementInstanceKey });
  assert.deepEqual((await inside(runs[0])).map((each) => each.elementId), ['ask']);
  const [variable] = (await api.search('/variables', { filter: { processInstanceKey: instance, name: 'n' } })).items;
  assert.equal(variable.scopeKey, runs[0].elementInstanceKey);
  problem(await api.post(`/element-instances/ad-hoc-activities/${runs[0].elementInstanceKey}/activation`, { elements: [{ elementId: 'ask' }] }), 409, 'engine.not_waiting');

  ok(await api.post(`/process-instances/${instance}/modification`, { terminateInstructions: [{ elementInstanceKey: runs[0].elementInstanceKey }] }), 204);
  await complete((await take('runs:look'))[0], { toolCallResult: 'seen' });
  const ended = await elements(instance, { type: 'AD_HOC_SUB_PROCESS_INNER_INSTANCE' });
  assert.deepEqual(ended.map((each) => each.state), ['TERMINATED', 'COMPLETED']);
  assert.equal((await elements(instance, { elementId: 'ask' }))[0].state, 'TERMINATED');
  const { processDefinitionKey } = ok(await api.get(`/process-instances/${instance}`));
  const statistics = [
    ok(await api.get(`/process-instances/${instance}/statistics/element-instances`)),
    ok(await api.post(`/process-definitions/${processDefinitionKey}/statistics/element-instances`, {})),
  ];
  for (const { items } of statistics) {
    assert.deepEqual(items.map((each) => each.elementId).sort(), ['ask', 'box', 'box#innerInstance', 'look', 'start']);
    const [inner] = items.filter((each) => each.elementId === 'box#innerInstance');
    assert.deepEqual([inner.active, inner.completed, inner.canceled, inner.incidents], [0, 1, 1, 0]);
  }
});

test('after a migration the worker is told what the new version has', async () => {
  await deploy('grows', agent('grows', task('ask', 'grows:ask')));
  const instance = await create('grows');
  await complete((await take('grows:agent'))[0], {}, [called('ask', 'c1')]);
  const target = await deploy('grows', agent('grows', `${task('ask', 'grows:ask')}${task('added', 'grows:added')}`));
  const same = ['box', 'ask'].map((id) => ({ sourceElementId: id, targetElementId: id }));
  ok(await api.post(`/process-instances/${instance}/migration`, { targetProcessDefinitionKey: target, mappingInstructions: same }), 204);

  await complete((await take('grows:ask'))[0], { toolCallResult: 'ok' });

  const [job] = await take('grows:agent');
  assert.deepEqual(job.variables.adHocSubProcessElements, [{ elementId: 'ask' }, { elementId: 'added' }]);
  assert.deepEqual(job.variables.toolCallResults, [{ id: 'c1', content: 'ok' }]);
});

test('what an input asks of the worker must be a path, described in words', async () => {
  const refused = async (call) => {
    const source = call.replaceAll('"', '&quot;');
    const box = agent('odd', task('ask', 'odd:ask', `<zeebe:ioMapping><zeebe:input source="=${source}" target="q"/></zeebe:ioMapping>`));
    return problem(await api.deploy({ 'odd.bpmn': document('odd', box) }), 400, 'engine.not_deployable').detail;
  };
  assert.match(await refused('fromAi("q")'), /ask: the value of fromAi\(\) must be a path/);
  assert.match(await refused('fromAi(toolCall.q, 3)'), /ask: the description of fromAi\(\) must be a text/);
  assert.match(await refused('fromAi(value: toolCall.q, schema: [])'), /ask: the schema of fromAi\(\) must be a context/);
});

// /v2: modifications that name scopes: which instance of a sub-process something begins in, whose variables are set,
// which element instance is left.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';

const job = (id) => `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${id}"/></bpmn:extensionElements></bpmn:serviceTask>`;
const flow = (from, to) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
// In every one of the orders: a → b; beside it outer (inner (deep → deeper)) and a task alone.
const model = `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<bpmn:process id="scopes" isExecutable="true"><bpmn:startEvent id="start"/>${flow('start', 'fork')}<bpmn:parallelGateway id="fork"/>
${flow('fork', 'each')}<bpmn:subProcess id="each"><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>
<zeebe:loopCharacteristics inputCollection="=[1, 2, 3]" inputElement="n"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>
<bpmn:startEvent id="in"/>${flow('in', 'a')}${job('a')}${flow('a', 'b')}${job('b')}${flow('b', 'out')}<bpmn:endEvent id="out"/></bpmn:subProcess>
${flow('fork', 'alone')}${job('alone')}${flow('fork', 'outer')}
<bpmn:subProcess id="outer"><bpmn:startEvent id="outer_in"/>${flow('outer_in', 'inner')}
<bpmn:subProcess id="inner"><bpmn:startEvent id="inner_in"/>${flow('inner_in', 'deep')}${job('deep')}${flow('deep', 'deeper')}${job('deeper')}</bpmn:subProcess>
</bpmn:subProcess></bpmn:process></bpmn:definitions>`;

const listening = (extensions) => `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<bpmn:process id="closing" isExecutable="true">${extensions}<bpmn:startEvent id="start"/>${flow('start', 'only')}${job('only')}</bpmn:process></bpmn:definitions>`;

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'scopes.bpmn': model }));
});
after(() => program.remove());

const create = async () => ok(await api.post('/process-instances', { processDefinitionId: 'scopes' })).processInstanceKey;
const modify = (instance, body) => api.post(`/process-instances/${instance}/modification`, body);
const active = async (instance, elementId) =>
  (await api.search('/element-instances', { filter: { processInstanceKey: instance, elementId, state: 'ACTIVE' } })).items.map((each) => each.elementInstanceKey);
const inside = async (scope, elementId) =>
  (await api.search('/element-instances', { filter: { elementInstanceScopeKey: scope, elementId, state: 'ACTIVE' } })).items.map((each) => each.elementInstanceKey);
const local = async (scope) =>
  Object.fromEntries((await api.search('/variables', { filter: { scopeKey: scope } })).items.map(({ name, value }) => [name, JSON.parse(value)]));

test('an ancestor says which of several instances of a sub-process something begins in', async () => {
  const instance = await create();
  const [body, first, second, third] = await active(instance, 'each');
  const activate = (more) => modify(instance, { activateInstructions: [{ elementId: 'b', ...more }] });

  assert.match(problem(await activate({}), 400, 'engine.ambiguous_scope').detail, /several instances hold b/);
  problem(await activate({ ancestorElementInstanceKey: '-1' }), 400, 'engine.ambiguous_scope');
  ok(await activate({ ancestorElementInstanceKey: second }), 204);

  assert.deepEqual((await Promise.all([first, second, third].map((scope) => inside(scope, 'b')))).map((each) => each.length), [0, 1, 0]);
  const [alone] = await active(instance, 'alone');
  for (const [ancestor, reason] of [
    [body, /cannot be opened by hand|no scope around b/],
    [alone, /no scope around b/],
    [instance, /cannot be opened by hand/],
  ]) assert.match(problem(await activate({ ancestorElementInstanceKey: ancestor }), 400, 'engine.cannot_move').detail, reason);
  problem(await activate({ ancestorElementInstanceKey: '7' }), 400, 'engine.no_element');
  problem(await activate({ ancestorElementInstanceKey: 'x' }), 400, 'request.wrong_type');
});

test('what lies between the ancestor and the element begins anew', async () => {
  const instance = await create();
  const [outer] = await active(instance, 'outer');
  const [inner] = await active(instance, 'inner');
  const activate = (elementId, ancestorElementInstanceKey) => modify(instance, { activateInstructions: [{ elementId, ancestorElementInstanceKey }] });

  ok(await activate('deeper', '-1'), 204);
  assert.equal((await inside(inner, 'deeper')).length, 1);
  ok(await activate('deeper', outer), 204);
  assert.equal((await inside(outer, 'inner')).length, 2);
  ok(await activate('deeper', instance), 204);
  assert.deepEqual([(await active(instance, 'outer')).length, (await active(instance, 'inner')).length, (await active(instance, 'deeper')).length], [2, 3, 3]);
  problem(await activate('deeper', '-1'), 400, 'engine.ambiguous_scope');
});

test('variables are set in the scope that is named', async () => {
  const instance = await create();
  const [inner] = await active(instance, 'inner');
  const variableInstructions = [
    { variables: { where: 'whole' } },
    { variables: { where: 'whole, named', more: 1 }, scopeId: 'scopes' },
    { variables: { where: 'inner' }, scopeId: 'inner' },
    { variables: { where: 'task' }, scopeId: 'deeper' },
  ];
  ok(await modify(instance, { activateInstructions: [{ elementId: 'deeper', variableInstructions }] }), 204);
  const [deeper] = await active(instance, 'deeper');
  assert.deepEqual(
    [(await local(instance)).where, (await local(instance)).more, await local(inner), await local(deeper)],
    ['whole, named', 1, { where: 'inner' }, { where: 'task' }],
  );
  const wrong = async (scopeId, code, reason) => {
    const answer = await modify(instance, { activateInstructions: [{ elementId: 'deeper', variableInstructions: [{ variables: {}, scopeId }] }] });
    assert.match(problem(answer, 400, code).detail, reason);
  };
  await wrong('each', 'engine.cannot_move', /variables of each are given, which deeper is not inside/);
  await wrong('nowhere', 'engine.no_element', /nowhere/);
  assert.equal((await active(instance, 'deeper')).length, 1);
});

test('a move leaves one element instance by its key, and goes on in its scope', async () => {
  const instance = await create();
  const [, first, second, third] = await active(instance, 'each');
  const [source] = await inside(second, 'a');
  const move = (more) => modify(instance, { moveInstructions: [{ targetElementId: 'b', ...more }] });

  ok(await move({ sourceElementInstruction: { sourceType: 'byKey', sourceElementInstanceKey: source }, variableInstructions: [{ variables: { moved: true }, scopeId: 'b' }] }), 204);
  assert.equal(ok(await api.get(`/element-instances/${source}`)).state, 'TERMINATED');
  const [b] = await inside(second, 'b');
  assert.deepEqual(await local(b), { moved: true });

  ok(await move({ sourceElementInstruction: { sourceType: 'byId', sourceElementId: 'a' } }), 204);
  assert.deepEqual((await Promise.all([first, second, third].map((scope) => inside(scope, 'b')))).map((each) => each.length), [1, 1, 1]);
  problem(await move({ sourceElementInstruction: { sourceType: 'byKey', sourceElementInstanceKey: source } }), 400, 'engine.no_element');
  problem(await move({ sourceElementInstruction: { sourceType: 'byName', sourceElementId: 'a' } }), 400, 'request.wrong_type');
});

test('a move says in which scope its target begins', async () => {
  const instance = await create();
  const [, first, second] = await active(instance, 'each');
  const move = (targetElementId, sourceElementInstanceKey, ancestorScopeInstruction) =>
    modify(instance, { moveInstructions: [{ targetElementId, sourceElementInstruction: { sourceType: 'byKey', sourceElementInstanceKey }, ancestorScopeInstruction }] });
  const [source] = await inside(first, 'a');

  ok(await move('b', source, { ancestorScopeType: 'direct', ancestorElementInstanceKey: second }), 204);
  assert.deepEqual([(await inside(second, 'b')).length, (await inside(second, 'a')).length], [1, 1]);
  const [other] = await inside(second, 'a');
  ok(await move('b', other, { ancestorScopeType: 'sourceParent' }), 204);
  assert.equal((await inside(second, 'b')).length, 2);
  const [alone] = await active(instance, 'alone');
  problem(await move('b', alone, { ancestorScopeType: 'inferred' }), 400, 'engine.ambiguous_scope');
  ok(await move('deeper', alone, { ancestorScopeType: 'sourceParent' }), 204);
  assert.deepEqual([(await active(instance, 'outer')).length, (await active(instance, 'deeper')).length], [2, 1]);
  problem(await move('b', other, { ancestorScopeType: 'nearest' }), 400, 'request.wrong_type');
});

test('a multi-instance activity is moved as a whole', async () => {
  const instance = await create();
  ok(await modify(instance, { moveInstructions: [{ sourceElementId: 'each', targetElementId: 'alone' }] }), 204);
  assert.deepEqual([(await active(instance, 'each')).length, (await active(instance, 'alone')).length], [0, 2]);
});

test('what is wrong with instructions is 400, an instance that is not there 404', async () => {
  const instance = await create();
  problem(await modify(instance, { activateInstructions: [{ elementId: 'start' }] }), 400, 'engine.cannot_move');
  problem(await modify(instance, { activateInstructions: [{ elementId: 'nowhere' }] }), 400, 'engine.no_element');
  problem(await modify(instance, { terminateInstructions: [{ elementInstanceKey: instance }] }), 400, 'engine.no_element');
  problem(await modify(instance, { terminateInstructions: [{ elementId: 'b' }] }), 400, 'engine.no_element');
  problem(await modify('7', { moveInstructions: [{ sourceElementId: 'a', targetElementId: 'b' }] }), 404, 'engine.no_instance');
  problem(await modify('7', { activateInstructions: [{ elementId: 'a' }] }), 404, 'engine.no_instance');
});

test('acts on many name elements by their ids', async () => {
  const post = (moveInstructions) => api.post('/process-instances/modification', { filter: { processDefinitionId: 'scopes' }, moveInstructions });
  const byKey = { sourceElementInstruction: { sourceType: 'byKey', sourceElementInstanceKey: '7' }, targetElementId: 'b' };
  problem(await post([byKey]), 400, 'request.wrong_type');
  const { batchOperationKey } = ok(await post([{ sourceElementId: 'alone', targetElementId: 'alone', variableInstructions: [{ variables: { again: 1 }, scopeId: 'alone' }] }]));
  for (let batch; batch?.state !== 'COMPLETED'; ) batch = ok(await api.get(`/batch-operations/${batchOperationKey}`));
  const { page } = await api.search('/variables', { filter: { name: 'again' } });
  assert.ok(page.totalItems > 3);
});

test('nothing is begun in a process that waits for its last listener', async () => {
  const listener = '<bpmn:extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="end" type="closing"/></zeebe:executionListeners></bpmn:extensionElements>';
  ok(await api.deploy({ 'closing.bpmn': listening(listener) }));
  const key = ok(await api.post('/process-instances', { processDefinitionId: 'closing' })).processInstanceKey;
  const done = async (type) => {
    const { jobs } = ok(await api.post('/jobs/activation', { type, worker: 'w', timeout: 60000, maxJobsToActivate: 1, requestTimeout: -1 }));
    return api.post(`/jobs/${jobs[0].jobKey}/completion`, {});
  };
  ok(await done('only'), 204);

  const refused = problem(await modify(key, { activateInstructions: [{ elementId: 'only' }] }), 409, 'engine.scope_not_running');
  assert.match(refused.detail, /closing has not begun or is about to end, so that only cannot begin in it/);
  ok(await done('closing'), 204);
  assert.equal(ok(await api.get(`/process-instances/${key}`)).state, 'COMPLETED');
});

// /v2: an instance that begins at other elements than its starts, and one that ends after an element.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';

const job = (id, more = '') => `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${id}"/></bpmn:extensionElements>${more}</bpmn:serviceTask>`;
const flow = (from, to) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const file = (id, content, head = '') => `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<bpmn:process id="${id}" isExecutable="true">${head}${content}</bpmn:process></bpmn:definitions>`;
// first → second → box (inner → innermost) → last; beside it each (one, for every item)
const content = `<bpmn:startEvent id="start"/>${flow('start', 'first')}${job('first')}${flow('first', 'second')}${job('second')}${flow('second', 'box')}
<bpmn:subProcess id="box"><bpmn:startEvent id="in"/>${flow('in', 'inner')}${job('inner')}${flow('inner', 'innermost')}${job('innermost')}</bpmn:subProcess>
${flow('box', 'last')}${job('last')}${flow('last', 'end')}<bpmn:endEvent id="end"/>
<bpmn:subProcess id="each"><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=[1]"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>
<bpmn:startEvent id="each_in"/>${flow('each_in', 'one')}${job('one')}</bpmn:subProcess>
<bpmn:boundaryEvent id="late" attachedToRef="second"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
${flow('late', 'last')}`;
const listeners = '<bpmn:extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="start" type="before"/></zeebe:executionListeners></bpmn:extensionElements>';

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'line.bpmn': file('line', content), 'listened.bpmn': file('listened', content, listeners) }));
});
after(() => program.remove());

const create = (more, id = 'line') => api.post('/process-instances', { processDefinitionId: id, ...more });
const at = (...ids) => ids.map((elementId) => ({ elementId }));
const until = (afterElementId, type = 'TERMINATE_PROCESS_INSTANCE') => [{ type, afterElementId }];
const elements = async (instance, state) =>
  (await api.search('/element-instances', { filter: { processInstanceKey: instance, state } })).items.filter((each) => each.type !== 'PROCESS').map((each) => each.elementId);
const take = async (type) =>
  ok(await api.post('/jobs/activation', { type, worker: 'w', timeout: 60000, maxJobsToActivate: 1, requestTimeout: -1 })).jobs[0];
const complete = async (type, variables = {}) => ok(await api.post(`/jobs/${(await take(type)).jobKey}/completion`, { variables }), 204);
const state = async (instance) => ok(await api.get(`/process-instances/${instance}`)).state;

test('an instance begins where it is told, nothing before it runs', async () => {
  const { processInstanceKey: key } = ok(await create({ startInstructions: at('second'), variables: { x: 1 } }));
  assert.deepEqual([await elements(key, 'ACTIVE'), await elements(key, 'COMPLETED')], [['second'], []]);
  const task = await take('second');
  assert.deepEqual(task.variables, { x: 1 });
  ok(await api.post(`/jobs/${task.jobKey}/completion`), 204);
  for (const type of ['inner', 'innermost', 'last']) await complete(type);
  assert.equal(await state(key), 'COMPLETED');
});

test('several elements begin at once, those of one sub-process in one instance of it', async () => {
  const { processInstanceKey: key } = ok(await create({ startInstructions: at('inner', 'innermost', 'first') }));
  assert.deepEqual((await elements(key, 'ACTIVE')).sort(), ['box', 'first', 'inner', 'innermost']);
  ok(await api.post(`/process-instances/${key}/cancellation`), 204);
});

test('listeners of the process come first', async () => {
  const { processInstanceKey: key } = ok(await create({ startInstructions: at('inner') }, 'listened'));
  assert.deepEqual(await elements(key), []);
  await complete('before');
  assert.deepEqual((await elements(key, 'ACTIVE')).sort(), ['box', 'inner']);
  ok(await api.post(`/process-instances/${key}/cancellation`), 204);
});

test('an instance is terminated when an element has ended', async () => {
  const { processInstanceKey: key } = ok(await create({ runtimeInstructions: until('second') }));
  await complete('first');
  assert.equal(await state(key), 'ACTIVE');
  await complete('second', { done: true });
  assert.equal(await state(key), 'TERMINATED');
  assert.deepEqual([await elements(key, 'COMPLETED'), await elements(key, 'ACTIVE')], [['start', 'first', 'second'], []]);
  const { items } = await api.search('/variables', { filter: { processInstanceKey: key } });
  assert.deepEqual(items.map((each) => each.name), ['done']);
});

test('also after what is interrupted, after a sub-process, after the last element', async () => {
  const interrupted = ok(await create({ startInstructions: at('second'), runtimeInstructions: until('second') })).processInstanceKey;
  ok(await api.request('PUT', '/clock', { timestamp: Date.parse('2026-03-02T04:00:00Z') }), 204);
  assert.equal(await state(interrupted), 'TERMINATED');
  assert.deepEqual(await elements(interrupted, 'TERMINATED'), ['second']);

  const boxed = ok(await create({ startInstructions: at('innermost'), runtimeInstructions: until('box', 'terminate_process_instance') })).processInstanceKey;
  await complete('innermost');
  assert.equal(await state(boxed), 'TERMINATED');

  const last = ok(await create({ startInstructions: at('last'), runtimeInstructions: [{ afterElementId: 'end' }] })).processInstanceKey;
  await complete('last');
  assert.equal(await state(last), 'TERMINATED');

  const whole = ok(await create({ startInstructions: at('each', 'first'), runtimeInstructions: until('each') })).processInstanceKey;
  await complete('one');
  assert.equal(await state(whole), 'TERMINATED');
});

test('it ends after a restart too', async () => {
  const { processInstanceKey: key } = ok(await create({ runtimeInstructions: until('first') }));
  await program.stop();
  program = await Program.start({ demo: false, folder: program.folder, clock: '2026-03-02T13:00:00+08:00', more: ['--unprotected-v2'] });
  api = new Camunda(program);
  await complete('first');
  assert.equal(await state(key), 'TERMINATED');
});

test('who awaits such an instance is told that it was terminated', async () => {
  const awaited = create({ startInstructions: at('last'), runtimeInstructions: until('last'), awaitCompletion: true });
  const { jobs } = ok(await api.post('/jobs/activation', { type: 'last', timeout: 60000, maxJobsToActivate: 1, requestTimeout: 20000 }));
  ok(await api.post(`/jobs/${jobs[0].jobKey}/completion`), 204);
  problem(await awaited, 409, 'engine.instance_ended');
});

test('what cannot begin, or is not there, is refused and nothing is started', async () => {
  const total = async () => (await api.search('/process-instances')).page.totalItems;
  const before_ = await total();
  problem(await create({ startInstructions: at('nowhere') }), 400, 'engine.no_element');
  problem(await create({ startInstructions: at('start') }), 400, 'engine.cannot_move');
  problem(await create({ startInstructions: at('late') }), 400, 'engine.cannot_move');
  assert.match(problem(await create({ startInstructions: at('one') }), 400, 'engine.cannot_move').detail, /one is inside each/);
  problem(await create({ runtimeInstructions: until('nowhere') }), 400, 'engine.no_element');
  problem(await create({ runtimeInstructions: until('first', 'SUSPEND') }), 400, 'request.wrong_type');
  problem(await create({ startInstructions: [{}] }), 400, 'request.wrong_type');
  assert.equal(await total(), before_);
});

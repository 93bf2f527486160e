// /v2: whose variables they are that workers and listeners give, and which ones listeners see.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok } from '../support/camunda.mjs';
import { process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

const extensions = (inside) => `<bpmn:extensionElements>${inside}</bpmn:extensionElements>`;
const job = (type, more = '') => extensions(`<zeebe:taskDefinition type="${type}"/>${more}`);
const listeners = (kind, ...pairs) => `<zeebe:${kind}Listeners>${pairs.map(([event, type]) => `<zeebe:${kind}Listener eventType="${event}" type="${type}"/>`).join('')}</zeebe:${kind}Listeners>`;
const worked = `<bpmn:serviceTask id="charge">${job('work', listeners('execution', ['end', 'count']))}</bpmn:serviceTask>`;
const asked = `<bpmn:userTask id="charge">${extensions(`<zeebe:userTask/>${listeners('task', ['updating', 'check'], ['completing', 'check'])}`)}</bpmn:userTask>`;

const collected = `<bpmn:serviceTask id="charge">${job('work', '<zeebe:ioMapping><zeebe:output source="=r*10" target="res"/><zeebe:output source="=r" target="kept"/></zeebe:ioMapping>')}
  <bpmn:multiInstanceLoopCharacteristics isSequential="true">${extensions('<zeebe:loopCharacteristics inputCollection="=items" inputElement="it" outputCollection="all" outputElement="=res"/>')}</bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>`;
const timed = `<bpmn:serviceTask id="charge">${job('work', listeners('execution', ['start', 'before'], ['end', 'after']))}</bpmn:serviceTask>
  <bpmn:boundaryEvent id="late" attachedToRef="charge"><bpmn:timerEventDefinition><bpmn:timeDuration>=due</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`;

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'worked.bpmn': process({ id: 'worked', inside: worked }), 'asked.bpmn': process({ id: 'asked', inside: asked }), 'timed.bpmn': process({ id: 'timed', inside: timed }), 'collected.bpmn': process({ id: 'collected', inside: collected }) }));
});
after(() => program.remove());

const create = async (id, variables) => ok(await api.post('/process-instances', { processDefinitionId: id, variables })).processInstanceKey;
const activate = async (type) => ok(await api.post('/jobs/activation', { type, worker: 'w', timeout: 60000, maxJobsToActivate: 1, requestTimeout: 9000 })).jobs[0];
const answer = async ({ jobKey }, variables = {}) => ok(await api.post(`/jobs/${jobKey}/completion`, { variables }), 204);
let clock = Date.parse('2026-03-02T09:00:00+08:00');
const advance = async (seconds) => {
  clock += seconds * 1000;
  ok(await api.request('PUT', '/clock', { timestamp: clock }), 204);
};
const stored = async (instance) =>
  (await api.search('/variables', { filter: { processInstanceKey: instance } })).items
    .map(({ name, value, scopeKey }) => `${name}=${value} ${scopeKey === instance ? 'process' : 'task'}`)
    .sort();

test('what a worker gives when it fails stays with the task that is tried again', async () => {
  const instance = await create('worked', { a: 1 });
  const { jobKey } = await activate('work');
  ok(await api.post(`/jobs/${jobKey}/failure`, { retries: 1, errorMessage: 'later', variables: { a: 2, tried: 1 } }), 204);

  assert.deepEqual(await stored(instance), ['a=1 process', 'a=2 task', 'tried=1 task']);
  const again = await activate('work');
  assert.deepEqual(again.variables, { a: 2, tried: 1 });
  await answer(again, { done: true });
  await answer(await activate('count'));
  assert.deepEqual(await stored(instance), ['a=1 process', 'a=2 task', 'done=true process', 'tried=1 task']);
});

test('what a listener at the end gives goes on with the process', async () => {
  const instance = await create('worked', { total: 0 });
  await answer(await activate('work'));
  await answer(await activate('count'), { total: 42, more: 2 });

  assert.deepEqual(await stored(instance), ['more=2 process', 'total=42 process']);
});

test('output mappings of an instance of many fill what is collected', async () => {
  const instance = await create('collected', { items: [1, 2, 3], kept: 0 });
  for (let i = 0; i < 3; i += 1) {
    const one = await activate('work');
    await answer(one, { r: one.variables.it });
  }
  assert.deepEqual((await stored(instance)).filter((line) => line.endsWith('process')), ['all=[10,20,30] process', 'items=[1,2,3] process', 'kept=3 process']);
});

test('a boundary event waits while the work lasts: behind the start listeners, before those at the end', async () => {
  const instance = await create('timed', {});
  await answer(await activate('before'), { due: 'PT1H' });
  const work = await activate('work');
  const timers = async () => (await api.search('/element-instances', { filter: { processInstanceKey: instance, elementId: 'late' } })).items.length;
  await advance(60 * 59);
  assert.equal(await timers(), 0);
  await answer(work);
  await advance(60 * 60);
  assert.equal(await timers(), 0, 'the work was done in time');
  await answer(await activate('after'));

  assert.equal((await api.search('/process-instances', { filter: { processInstanceKey: instance } })).items[0].state, 'COMPLETED');
});

test('a listener sees with what a task is to be completed, or what is set at it', async () => {
  const instance = await create('asked', { amount: 1, note: 'n' });
  const { userTaskKey, elementInstanceKey } = (await api.search('/user-tasks', { filter: { processInstanceKey: instance } })).items[0];
  const set = api.request('PUT', `/element-instances/${elementInstanceKey}/variables`, { variables: { amount: 5 }, local: true });
  const updating = await activate('check');
  assert.deepEqual([updating.variables, updating.userTask.changedAttributes], [{ amount: 5, note: 'n' }, ['variables']]);
  await answer(updating);
  ok(await set, 204);

  const completed = api.post(`/user-tasks/${userTaskKey}/completion`, { variables: { amount: 7, approved: true } });
  const completing = await activate('check');
  assert.deepEqual(completing.variables, { amount: 7, approved: true, note: 'n' });
  await answer(completing);
  ok(await completed, 204);
});

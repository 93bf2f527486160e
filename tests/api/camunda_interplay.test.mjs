// /v2: what happens to an instance while another thing is done to it: suspended with messages under way, migrated and
// modified inside multi-instance activities.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';

const document = (id, inside) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<bpmn:message id="paid" name="paid"><bpmn:extensionElements><zeebe:subscription correlationKey="=order"/></bpmn:extensionElements></bpmn:message>
<bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="start"/>${inside}<bpmn:endEvent id="end"/></bpmn:process></bpmn:definitions>`;
const flow = (from, to) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const job = (id, more = '') =>
  `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${id}"/></bpmn:extensionElements>${more}</bpmn:serviceTask>`;
const loop = (collection, element, more = '') =>
  `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=${collection}" inputElement="${element}" ${more}/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`;

let program;
let api;
let clock = Date.parse('2026-03-02T09:00:00+08:00');
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
});
after(() => program.remove());

const advance = async (seconds) => {
  clock += seconds * 1000;
  ok(await api.request('PUT', '/clock', { timestamp: clock }), 204);
};
const deploy = async (name, xml) => {
  const { deployments } = ok(await api.deploy({ [`${name}.bpmn`]: xml }));
  return deployments.find((each) => each.processDefinition).processDefinition.processDefinitionKey;
};
const create = async (id, variables) => ok(await api.post('/process-instances', { processDefinitionId: id, variables })).processInstanceKey;
const elements = async (instance, filter = {}) => (await api.search('/element-instances', { filter: { processInstanceKey: instance, ...filter }, page: { limit: 1000 } })).items;
const active = async (instance) => (await elements(instance, { state: 'ACTIVE' })).filter((each) => each.type !== 'PROCESS').map((each) => each.elementId).sort();
const state = async (instance) => ok(await api.get(`/process-instances/${instance}`)).state;
const variable = async (instance, name, filter = {}) => {
  const { items } = await api.search('/variables', { filter: { processInstanceKey: instance, name, ...filter } });
  return items.length === 1 ? JSON.parse(items[0].value) : items.length;
};
const take = async (type, count = 100) =>
  ok(await api.post('/jobs/activation', { type, worker: 'w', timeout: 6e8, maxJobsToActivate: count, requestTimeout: -1 })).jobs;
const complete = async (one, variables = {}) => ok(await api.post(`/jobs/${one.jobKey}/completion`, { variables }), 204);
const publish = (order, timeToLive, variables = {}) =>
  api.post('/messages/publication', { name: 'paid', correlationKey: order, timeToLive, variables });

test('a message waits for a suspended instance no longer than it lives', async () => {
  await deploy('waits', document('waits', `<bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="paid"/></bpmn:intermediateCatchEvent>${flow('start', 'wait')}${flow('wait', 'end')}`));
  const [early, late] = [await create('waits', { order: 'early' }), await create('waits', { order: 'late' })];
  for (const key of [early, late]) ok(await api.post(`/process-instances/${key}/suspension`), 204);
  ok(await publish('early', 60_000, { sum: 1 }));
  ok(await publish('early', 3_600_000, { sum: 2 }));
  ok(await publish('late', 60_000));
  ok(await publish('late', 0));
  await advance(120);
  assert.deepEqual([await state(early), await state(late)], ['SUSPENDED', 'SUSPENDED']);

  for (const key of [early, late]) ok(await api.post(`/process-instances/${key}/resumption`), 204);

  assert.deepEqual([await state(early), await variable(early, 'sum')], ['COMPLETED', 2]);
  assert.deepEqual([await state(late), await active(late)], ['ACTIVE', ['wait']]);
  ok(await publish('late', 0));
  assert.equal(await state(late), 'COMPLETED');
});

test('a migrated multi-instance activity keeps what it has collected and the time of its boundary', async () => {
  const version = (end) => document('many', `${job('each', loop('items', 'item', 'outputCollection="results" outputElement="=result"'))}
    <bpmn:boundaryEvent id="late" attachedToRef="each"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    ${job(end)}${flow('start', 'each')}${flow('each', end)}${flow('late', end)}${flow(end, 'end')}`);
  await deploy('many', version('after'));
  const items = [...Array(130).keys()];
  const [finished, timed] = [await create('many', { items }), await create('many', { items })];
  const jobs = await take('each', 260);
  const of = (instance) => jobs.filter((each) => each.processInstanceKey === instance);
  for (const instance of [finished, timed]) await complete(of(instance)[100], { result: 'kept' });
  await advance(1800);
  const target = await deploy('many', version('then'));
  const mappingInstructions = [{ sourceElementId: 'each', targetElementId: 'each' }];

  for (const instance of [finished, timed])
    ok(await api.post(`/process-instances/${instance}/migration`, { targetProcessDefinitionKey: target, mappingInstructions }), 204);

  const collected = items.map((i) => (i === 100 ? 'kept' : null));
  assert.deepEqual(await variable(finished, 'results'), collected);
  for (const each of of(finished)) if (each !== of(finished)[100]) await complete(each, { result: each.variables.item });
  assert.deepEqual(await active(finished), ['then']);
  assert.deepEqual(await variable(finished, 'results', { scopeKey: finished }), items.map((i) => (i === 100 ? 'kept' : i)));
  await advance(1700);
  assert.equal((await active(timed)).length, 130);
  await advance(101);
  assert.deepEqual(await active(timed), ['then']);
  assert.deepEqual((await api.search('/jobs', { filter: { processInstanceKey: timed, type: 'each', state: 'CANCELED' } })).page.totalItems, 129);
});

test('an element begins again inside one instance of nested multi-instance sub-processes', async () => {
  await deploy('nested', document('nested', `<bpmn:subProcess id="outer">${loop('rows', 'row', 'outputCollection="all" outputElement="=cells"')}
      <bpmn:startEvent id="outer_in"/><bpmn:subProcess id="inner"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=null" target="result"/></zeebe:ioMapping></bpmn:extensionElements>${loop('row', 'cell', 'outputCollection="cells" outputElement="=result"')}
        <bpmn:startEvent id="in"/>${job('work')}${job('check')}<bpmn:endEvent id="out"/>${flow('in', 'work')}${flow('work', 'check')}${flow('check', 'out')}
      </bpmn:subProcess><bpmn:endEvent id="outer_out"/>${flow('outer_in', 'inner')}${flow('inner', 'outer_out')}
    </bpmn:subProcess>${flow('start', 'outer')}${flow('outer', 'end')}`));
  const instance = await create('nested', { rows: [[1, 2], [3, 4]] });
  const works = await take('work');
  assert.deepEqual(works.map((each) => each.variables.cell), [1, 2, 3, 4]);
  const third = works[2];
  await complete(third, { result: 'wrong' });
  const check = (await elements(instance, { elementId: 'check', state: 'ACTIVE' }))[0];
  const inner = (await elements(instance, { elementId: 'inner', state: 'ACTIVE', type: 'SUB_PROCESS' }))[2];

  ok(await api.post(`/process-instances/${instance}/modification`, {
    activateInstructions: [{ elementId: 'work', ancestorElementInstanceKey: inner.elementInstanceKey }],
    terminateInstructions: [{ elementInstanceKey: check.elementInstanceKey }],
  }), 204);

  const again = await take('work');
  assert.deepEqual(again.map((each) => each.variables.cell), [3]);
  for (const each of [...again, ...works.filter((work) => work !== third)]) await complete(each, { result: each.variables.cell * 10 });
  const checks = await take('check');
  assert.deepEqual(checks.map((each) => each.variables.cell).sort(), [1, 2, 3, 4]);
  for (const each of checks) await complete(each);
  assert.equal(await state(instance), 'COMPLETED');
  assert.deepEqual(await variable(instance, 'all', { scopeKey: instance }), [[10, 20], [30, 40]]);
});

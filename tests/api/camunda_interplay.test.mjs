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

const suspend = async (instance) => ok(await api.post(`/process-instances/${instance}/suspension`), 204);
const resume = async (instance) => ok(await api.post(`/process-instances/${instance}/resumption`), 204);
const modify = async (instance, instructions) => ok(await api.post(`/process-instances/${instance}/modification`, instructions), 204);
const migrate = async (instance, target, ...ids) =>
  ok(await api.post(`/process-instances/${instance}/migration`, {
    targetProcessDefinitionKey: target,
    mappingInstructions: ids.map((id) => ({ sourceElementId: id, targetElementId: id })),
  }), 204);
const only = async (instance, elementId) => {
  const found = await elements(instance, { elementId, state: 'ACTIVE' });
  assert.equal(found.length, 1, elementId);
  return found[0].elementInstanceKey;
};
const called_by = async (instance) =>
  (await api.search('/process-instances', { filter: { parentProcessInstanceKey: instance } })).items.map((each) => each.processInstanceKey);
const begin_in = async (instance, elementId, ...ids) =>
  ok(await api.post(`/element-instances/ad-hoc-activities/${await only(instance, elementId)}/activation`, { elements: ids.map((id) => ({ elementId: id })) }), 204);
const catches = (id) => `<bpmn:intermediateCatchEvent id="${id}"><bpmn:messageEventDefinition messageRef="paid"/></bpmn:intermediateCatchEvent>`;
const calls = (id, process, more = '') => `<bpmn:callActivity id="${id}"><bpmn:extensionElements><zeebe:calledElement processId="${process}"/></bpmn:extensionElements>${more}</bpmn:callActivity>`;
const timed = (id, text) => `<bpmn:intermediateCatchEvent id="${id}"><bpmn:timerEventDefinition><bpmn:timeDuration>${text}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
const beside = (id, start, definition, inside) =>
  `<bpmn:subProcess id="${id}" triggeredByEvent="true"><bpmn:startEvent id="${start}" isInterrupting="false">${definition}</bpmn:startEvent>${inside}</bpmn:subProcess>`;
const undone_by = (activity, handler) =>
  `<bpmn:boundaryEvent id="undo_${activity}" attachedToRef="${activity}"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>
  <bpmn:serviceTask id="${handler}" isForCompensation="true"><bpmn:extensionElements><zeebe:taskDefinition type="${handler}"/></bpmn:extensionElements></bpmn:serviceTask>
  <bpmn:association id="to_${handler}" sourceRef="undo_${activity}" targetRef="${handler}"/>`;
const undo = '<bpmn:intermediateThrowEvent id="undo"><bpmn:compensateEventDefinition/></bpmn:intermediateThrowEvent>';

test('a called process gets what came while its caller was suspended', async () => {
  await deploy('callee', document('callee', `${catches('wait')}${flow('start', 'wait')}${flow('wait', 'end')}`));
  await deploy('caller', document('caller', `${calls('call', 'callee', loop('orders', 'order'))}${flow('start', 'call')}${flow('call', 'end')}`));
  const instance = await create('caller', { orders: ['c1', 'c2', 'c3'] });
  await suspend(instance);
  const children = await called_by(instance);
  assert.deepEqual(await Promise.all(children.map(state)), ['SUSPENDED', 'SUSPENDED', 'SUSPENDED']);
  for (const order of ['c1', 'c2']) ok(await publish(order, 3_600_000));

  await resume(instance);

  assert.deepEqual((await Promise.all(children.map(state))).sort(), ['ACTIVE', 'COMPLETED', 'COMPLETED']);
  assert.deepEqual(await active(instance), ['call', 'call']);
  ok(await publish('c3', 0));
  assert.equal(await state(instance), 'COMPLETED');
});

test('called processes give what they have to the version their caller was migrated to', async () => {
  await deploy('gives', document('gives', `${job('give')}${flow('start', 'give')}${flow('give', 'end')}`));
  const version = (end) => document('takes', `${calls('call', 'gives', loop('orders', 'order', 'outputCollection="all" outputElement="=got"'))}${job(end)}${flow('start', 'call')}${flow('call', end)}${flow(end, 'end')}`).replace('processId="gives"', 'processId="gives" propagateAllChildVariables="true"');
  await deploy('takes', version('before'));
  const instance = await create('takes', { orders: [1, 2], got: null });
  const [first, second] = await take('give');
  await complete(first, { got: 'one' });
  const target = await deploy('takes', version('behind'));

  await suspend(instance);
  await migrate(instance, target, 'call');
  await resume(instance);
  await complete(second, { got: 'two' });

  assert.deepEqual(await active(instance), ['behind']);
  assert.equal((await variable(instance, 'all', { scopeKey: instance })).length, 2);
});

test('what a migrated instance completed before is undone by the handler of its new version', async () => {
  const version = (handler) => document('undoes', `${job('book')}${undone_by('book', handler)}${job('check')}${undo}${flow('start', 'book')}${flow('book', 'check')}${flow('check', 'undo')}${flow('undo', 'end')}`);
  await deploy('undoes', version('cancel_old'));
  const instance = await create('undoes', {});
  await complete((await take('book'))[0]);
  const target = await deploy('undoes', version('cancel_new'));

  await migrate(instance, target, 'check', 'undo_book');
  await complete((await take('check'))[0]);

  assert.deepEqual(await active(instance), ['cancel_new', 'undo']);
  await complete((await take('cancel_new'))[0]);
  assert.equal(await state(instance), 'COMPLETED');
});

test('compensation stands still in a suspended instance and goes on with the next handler', async () => {
  await deploy('undoes_both', document('undoes_both', `${job('one')}${undone_by('one', 'un_one')}${job('two')}${undone_by('two', 'un_two')}${undo}${flow('start', 'one')}${flow('one', 'two')}${flow('two', 'undo')}${flow('undo', 'end')}`));
  const instance = await create('undoes_both', {});
  await complete((await take('one'))[0]);
  await complete((await take('two'))[0]);
  const [second] = await take('un_two');
  await suspend(instance);
  assert.equal((await api.post(`/jobs/${second.jobKey}/completion`, {})).status, 409);
  assert.deepEqual(await active(instance), ['un_two', 'undo']);

  await resume(instance);
  await complete(second);

  assert.deepEqual(await active(instance), ['un_one', 'undo']);
  await complete((await take('un_one'))[0]);
  assert.equal(await state(instance), 'COMPLETED');
});

test('an ad-hoc sub-process begins what only its new version has', async () => {
  const version = (more) => document('any_way', `<bpmn:adHocSubProcess id="any">${job('first')}${more}</bpmn:adHocSubProcess>${flow('start', 'any')}${flow('any', 'end')}`);
  await deploy('any_way', version(''));
  const instance = await create('any_way', {});
  await begin_in(instance, 'any', 'first');
  const target = await deploy('any_way', version(job('added')));

  await migrate(instance, target, 'any', 'first');
  await begin_in(instance, 'any', 'added', 'first');

  const run = 'any#innerInstance';
  assert.deepEqual(await active(instance), ['added', 'any', run, run, run, 'first', 'first']);
  for (const each of [...(await take('added')), ...(await take('first'))]) await complete(each);
  assert.equal(await state(instance), 'COMPLETED');
});

test('what is moved into an ad-hoc sub-process begins in the one that runs', async () => {
  await deploy('any_moved', document('any_moved', `<bpmn:parallelGateway id="fork"/>${job('outside')}<bpmn:adHocSubProcess id="any">${job('first')}${job('second')}</bpmn:adHocSubProcess>
    <bpmn:parallelGateway id="join"/>${flow('start', 'fork')}${flow('fork', 'outside')}${flow('fork', 'any')}${flow('outside', 'join')}${flow('any', 'join')}${flow('join', 'end')}`));
  const instance = await create('any_moved', {});
  await begin_in(instance, 'any', 'first');

  await modify(instance, { activateInstructions: [{ elementId: 'second' }], terminateInstructions: [{ elementId: 'first' }] });

  assert.deepEqual(await active(instance), ['any', 'any#innerInstance', 'outside', 'second']);
  await complete((await take('outside'))[0]);
  assert.deepEqual(await active(instance), ['any', 'any#innerInstance', 'second']);
  await complete((await take('second'))[0]);
  assert.equal(await state(instance), 'COMPLETED');
});

test('an event sub-process that runs is migrated with its time, and the one that waits keeps its own', async () => {
  const definition = '<bpmn:timerEventDefinition><bpmn:timeCycle>R2/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>';
  const version = (then) => document('hourly', `${job('main')}${beside('hour', 'struck', definition, `${timed('pause', 'PT90M')}${job(then)}${flow('struck', 'pause')}${flow('pause', then)}`)}${flow('start', 'main')}${flow('main', 'end')}`);
  await deploy('hourly', version('ring_old'));
  const instance = await create('hourly', {});
  await advance(3660);
  assert.deepEqual(await active(instance), ['hour', 'main', 'pause']);
  const target = await deploy('hourly', version('ring_new'));

  await migrate(instance, target, 'main', 'hour', 'pause');
  await advance(3600);
  assert.deepEqual(await active(instance), ['hour', 'hour', 'main', 'pause', 'pause']);
  await advance(1800);

  assert.deepEqual(await active(instance), ['hour', 'hour', 'main', 'pause', 'ring_new']);
});

test('a call that is begun again by hand finds the message that waits for it', async () => {
  await deploy('asks', document('asks', `${job('prepare')}${catches('wait')}${flow('start', 'prepare')}${flow('prepare', 'wait')}${flow('wait', 'end')}`));
  await deploy('asks_again', document('asks_again', `${calls('call', 'asks')}${flow('start', 'call')}${flow('call', 'end')}`));
  const instance = await create('asks_again', { order: 'again' });
  const [child] = await called_by(instance);
  ok(await publish('again', 3_600_000));
  const call = await only(instance, 'call');

  await modify(instance, { activateInstructions: [{ elementId: 'call' }], terminateInstructions: [{ elementInstanceKey: call }] });

  assert.equal(await state(child), 'TERMINATED');
  const [prepare] = (await take('prepare')).filter((each) => each.processInstanceKey !== child);
  await complete(prepare);
  assert.equal(await state(instance), 'COMPLETED');
});

test('each of several receive tasks takes the message of its own key once', async () => {
  await deploy('receives', document('receives', `<bpmn:receiveTask id="receive" messageRef="paid">${loop('orders', 'order')}</bpmn:receiveTask>${flow('start', 'receive')}${flow('receive', 'end')}`));
  for (const order of ['r1', 'r2', 'r2']) ok(await publish(order, 3_600_000));

  const instance = await create('receives', { orders: ['r1', 'r2', 'r3'] });
  assert.deepEqual(await active(instance), ['receive', 'receive']);
  await suspend(instance);
  ok(await publish('r3', 60_000));
  await advance(61);
  await resume(instance);
  assert.equal(await state(instance), 'ACTIVE');
  ok(await publish('r3', 0));
  assert.equal(await state(instance), 'COMPLETED');
});

test('called processes that give everything back leave what is collected around them', async () => {
  await deploy('called', document('called', `${job('inside')}${flow('start', 'inside')}${flow('inside', 'end')}`));
  const call = `<bpmn:callActivity id="each"><bpmn:extensionElements><zeebe:calledElement processId="called" propagateAllChildVariables="true"/></bpmn:extensionElements>${loop('[1,2,3]', 'item', 'outputCollection="results" outputElement="=answer"')}</bpmn:callActivity>`;
  await deploy('collects', document('collects', `${call}${flow('start', 'each')}${flow('each', 'end')}`));
  const instance = await create('collects', {});

  for (const one of await take('inside')) await complete(one, { answer: one.variables.item * 10 });

  assert.equal(await state(instance), 'COMPLETED');
  assert.deepEqual(await variable(instance, 'results', { scopeKey: instance }), [10, 20, 30]);
});

test('an event that does not interrupt hears all messages that were kept for it, in their order', async () => {
  const definition = '<bpmn:messageEventDefinition messageRef="paid"/>';
  await deploy('keeps', document('keeps', `${job('main')}<bpmn:boundaryEvent id="each_paid" attachedToRef="main" cancelActivity="false">${definition}</bpmn:boundaryEvent>${job('booked')}
    ${flow('start', 'main')}${flow('main', 'end')}${flow('each_paid', 'booked')}`));
  for (const sum of [1, 2, 3]) ok(await publish('kept', 3_600_000, { sum }));

  const instance = await create('keeps', { order: 'kept' });

  assert.equal((await elements(instance, { elementId: 'each_paid' })).length, 3);
  assert.equal((await take('booked')).length, 3);
  assert.equal(await variable(instance, 'sum'), 3);
});

test('a token that is added leaves those that wait at a join', async () => {
  const gate = (id) => `<bpmn:parallelGateway id="${id}"/>`;
  await deploy('adds', document('adds', `${job('first')}${gate('fork')}${job('left')}${job('right')}${gate('join')}${job('last')}
    ${flow('start', 'first')}${flow('first', 'fork')}${flow('fork', 'left')}${flow('fork', 'right')}${flow('left', 'join')}${flow('right', 'join')}${flow('join', 'last')}${flow('last', 'end')}`));
  const instance = await create('adds', {});
  const all = async (type) => {
    const jobs = await take(type);
    for (const each of jobs) await complete(each);
    return jobs.length;
  };
  await all('first');
  await all('left');

  await modify(instance, { activateInstructions: [{ elementId: 'first' }] });

  await all('right');
  assert.deepEqual(await active(instance), ['first', 'last']);
  for (const type of ['first', 'left', 'right']) assert.equal(await all(type), 1);
  assert.equal(await all('last'), 2);
  assert.equal(await state(instance), 'COMPLETED');
});

test('what the instances of an activity give is their own and leaves the variable of that name around them', async () => {
  const collecting = loop('[1,2]', 'item', 'outputCollection="results" outputElement="=answer.sum"');
  await deploy('gives', document('gives', `${job('ask', collecting)}${job('look')}${flow('start', 'ask')}${flow('ask', 'look')}${flow('look', 'end')}`));
  const instance = await create('gives', { answer: 'outer' });
  const [one, two] = await take('ask');

  await complete(one, { answer: { sum: 5 } });
  await complete(two);

  assert.deepEqual(await variable(instance, 'results', { scopeKey: instance }), [5, null]);
  assert.equal(await variable(instance, 'answer', { scopeKey: instance }), 'outer');
});

test('an inclusive join waits for the activity whose boundary event has come already', async () => {
  const definition = '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1M</bpmn:timeDuration></bpmn:timerEventDefinition>';
  await deploy('reminded', document('reminded', `${job('work')}<bpmn:boundaryEvent id="late" attachedToRef="work" cancelActivity="false">${definition}</bpmn:boundaryEvent>
    <bpmn:inclusiveGateway id="join"/>${job('sum')}${flow('start', 'work')}${flow('work', 'join')}${flow('late', 'join')}${flow('join', 'sum')}${flow('sum', 'end')}`));
  const instance = await create('reminded', {});
  await advance(90);
  assert.deepEqual(await active(instance), ['work']);

  await complete((await take('work'))[0]);

  const [sum, ...more] = await take('sum');
  assert.deepEqual(more, []);
  await complete(sum);
  assert.equal(await state(instance), 'COMPLETED');
});

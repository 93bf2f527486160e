// /v2: dates with zones in user tasks and timers, priorities, and what happens when they are none.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
});
after(() => program.remove());

const escaped = (text) => text.replaceAll('"', '&quot;');
const task = (id, settings) =>
  process({ id, inside: `<bpmn:userTask id="charge"><bpmn:extensionElements><zeebe:userTask/>${settings}</bpmn:extensionElements></bpmn:userTask>` });
let count = 0;
const started = async (settings, variables = {}) => {
  const id = `dated_${(count += 1)}`;
  ok(await api.deploy({ [`${id}.bpmn`]: task(id, settings) }));
  return ok(await api.post('/process-instances', { processDefinitionId: id, variables })).processInstanceKey;
};
const only = async (path, filter) => {
  const { items } = await api.search(path, { filter });
  assert.equal(items.length, 1, JSON.stringify(items));
  return items[0];
};
const schedule = (date) => `<zeebe:taskSchedule dueDate="${escaped(date)}" followUpDate="${escaped(date)}"/>`;

test('a due date may be any date and time, a date, or nothing', async () => {
  for (const [date, wanted] of [
    ['=now()', '2026-03-02T01:00:00Z'],
    ['=now() + duration("P3D")', '2026-03-05T01:00:00Z'],
    ['=string(now())', '2026-03-02T01:00:00Z'],
    ['=date("2030-01-01")', '2029-12-31T16:00:00Z'],
    ['="2030-01-01"', '2029-12-31T16:00:00Z'],
    ['=date and time("2030-01-01T08:00:00@Europe/Berlin")', '2030-01-01T07:00:00Z'],
    ['=when', '2030-06-01T06:00:00Z'],
    ['2030-01-01T00:00:00+01:00[Europe/Berlin]', '2029-12-31T23:00:00Z'],
    ['2030-01-01T08:00:00[Europe/Berlin]', '2030-01-01T07:00:00Z'],
    ['2030-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
    ['=null', null],
    ['=""', null],
  ]) {
    const instance = await started(schedule(date), { when: '2030-06-01T08:00:00+02:00[Europe/Berlin]' });
    const { dueDate, followUpDate } = await only('/user-tasks', { processInstanceKey: instance });
    assert.deepEqual([dueDate, followUpDate], [wanted, wanted], date);
  }
});

test('what is no date or no priority is an incident, which can be set right', async () => {
  for (const [settings, reason] of [
    ['<zeebe:taskSchedule dueDate="=when"/>', /^dueDate is no date and time but rubbish/],
    ['<zeebe:taskSchedule followUpDate="=when"/>', /^followUpDate is no date and time but rubbish/],
    ['<zeebe:priorityDefinition priority="=when"/>', /^the priority is no whole number from 0 to 100 but rubbish/],
  ]) {
    const instance = await started(settings, { when: 'rubbish' });
    const incident = await only('/incidents', { processInstanceKey: instance });
    assert.equal(incident.errorType, 'EXTRACT_VALUE_ERROR');
    assert.match(incident.errorMessage, reason);
    const when = settings.includes('priority') ? 7 : '2030-01-01T00:00:00Z';
    ok(await api.request('PUT', `/element-instances/${instance}/variables`, { variables: { when } }), 204);
    ok(await api.post(`/incidents/${incident.incidentKey}/resolution`, {}), 204);
    const { priority, dueDate, followUpDate } = await only('/user-tasks', { processInstanceKey: instance });
    assert.ok([priority, dueDate, followUpDate].includes(when), settings);
  }
});

test('a priority lies between 0 and 100', async () => {
  for (const [priority, wanted] of [['0', 0], ['100', 100], ['=99 + 1', 100], ['="7"', 7]]) {
    const instance = await started(`<zeebe:priorityDefinition priority="${escaped(priority)}"/>`);
    assert.equal((await only('/user-tasks', { processInstanceKey: instance })).priority, wanted);
  }
  for (const priority of ['=177', '=-1', '=1.5', '=null']) {
    const instance = await started(`<zeebe:priorityDefinition priority="${priority}"/>`);
    assert.equal((await only('/incidents', { processInstanceKey: instance })).errorType, 'EXTRACT_VALUE_ERROR', priority);
  }
});

test('a text that is no date or priority is refused with its place', async () => {
  for (const settings of ['<zeebe:taskSchedule dueDate="rubbish"/>', '<zeebe:priorityDefinition priority="177"/>']) {
    const { detail } = problem(await api.deploy({ 'bad.bpmn': task('bad', settings) }), 400, 'engine.not_deployable');
    assert.match(detail, /bad\.bpmn:\d+:\d+: charge: .*(is no date and time|from 0 to 100, not 177)/);
  }
});

test('what a listener corrects a date to is a date', async () => {
  const instance = await started('<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="dates"/></zeebe:taskListeners>');
  const { jobs } = ok(await api.post('/jobs/activation', { type: 'dates', timeout: 60000, maxJobsToActivate: 1 }));
  const answer = (dueDate) => api.post(`/jobs/${jobs[0].jobKey}/completion`, { result: { type: 'userTask', corrections: { dueDate } } });
  assert.match(problem(await answer('rubbish'), 400, 'request.wrong_type').detail, /corrections\.dueDate/);
  ok(await answer('2030-01-01T00:00:00Z'), 204);
  assert.equal((await only('/user-tasks', { processInstanceKey: instance })).dueDate, '2030-01-01T00:00:00Z');
});

const timer = (id, inside) => `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:process id="${id}" isExecutable="true">
<bpmn:startEvent id="start"><bpmn:timerEventDefinition>${inside}</bpmn:timerEventDefinition></bpmn:startEvent>
<bpmn:sequenceFlow id="f" sourceRef="start" targetRef="end"/><bpmn:endEvent id="end"/></bpmn:process></bpmn:definitions>`;

test('timers take dates that name their zone', async () => {
  ok(await api.deploy({
    'at.bpmn': timer('at', '<bpmn:timeDate>2026-03-02T09:10:00+01:00[Europe/Berlin]</bpmn:timeDate>'),
    'every.bpmn': timer('every', '<bpmn:timeCycle>R3/2026-03-02T09:20:00+01:00[Europe/Berlin]/PT1H</bpmn:timeCycle>'),
  }));
  const begun = async (id) => (await api.search('/process-instances', { filter: { processDefinitionId: id } })).page.totalItems;
  const until = async (time) => ok(await api.request('PUT', '/clock', { timestamp: Date.parse(time) }), 204);
  await until('2026-03-02T08:09:59Z');
  assert.deepEqual([await begun('at'), await begun('every')], [0, 0]);
  await until('2026-03-02T08:10:00Z');
  assert.deepEqual([await begun('at'), await begun('every')], [1, 0]);
  await until('2026-03-02T09:20:00Z');
  assert.deepEqual([await begun('at'), await begun('every')], [1, 2]);
  await until('2026-03-02T20:00:00Z');
  assert.deepEqual([await begun('at'), await begun('every')], [1, 3]);
  const bad = timer('bad', '<bpmn:timeDate>2026-03-02T09:10:00+01:00[Mars/Base]</bpmn:timeDate>');
  assert.match(problem(await api.deploy({ 'bad.bpmn': bad }), 400, 'engine.not_deployable').detail, /is no date/);
});

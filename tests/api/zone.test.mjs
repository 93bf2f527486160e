// The zone of the company's working calendar is that of the workspace: of timers and of what pages show.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';
import { refused } from '../support/project.mjs';

const model = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<bpmn:process id="noon" isExecutable="true"><bpmn:startEvent id="start"/>
<bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition><bpmn:timeDate>2030-07-01T12:00:00</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
<bpmn:endEvent id="end"/><bpmn:sequenceFlow id="a" sourceRef="start" targetRef="wait"/><bpmn:sequenceFlow id="c" sourceRef="wait" targetRef="end"/></bpmn:process></bpmn:definitions>`;

const week = { hours: [{ from: '09:00', to: '18:00' }], weekdays: [1, 2, 3, 4, 5], half_weekdays: [], half_until: '12:00' };
let program;
let api;
let admin;
before(async () => {
  program = await Program.start({ more: ['--unprotected-v2'] });
  api = new Camunda(program);
  admin = await program.as('admin');
  ok(await api.deploy({ 'noon.bpmn': model }));
});
after(() => program.remove());

const zoneShown = async () => ok(await admin.get('/health')).clock.zone;
const until = async () => {
  const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'noon' }));
  return ok(await admin.get(`/instances/${processInstanceKey}/diagram`)).timers[0].due;
};

test('at first it is that of Shanghai', async () => {
  assert.equal(await zoneShown(), 'Asia/Shanghai');
  assert.equal(await until(), '2030-07-01T04:00:00Z');
});

test('a zone that is none is refused with its place, and nothing changes', async () => {
  assert.equal(refused(await admin.put('/calendar/hours', { ...week, zone: 'Moon/Base' }), 'org.bad_hours').place, 'zone');
  assert.equal(await zoneShown(), 'Asia/Shanghai');
});

test('timers and pages go by another one as soon as it is set; hours without a zone leave it', async () => {
  ok(await admin.put('/calendar/hours', { ...week, zone: 'Europe/Berlin' }));
  assert.equal(await zoneShown(), 'Europe/Berlin');
  assert.equal(await until(), '2030-07-01T10:00:00Z');

  ok(await admin.put('/calendar/hours', week));
  assert.equal(ok(await admin.get('/calendar')).zone, 'Europe/Berlin');
});

// The FEEL of processes counts by the working calendar as it is: on the first day of a workspace and after a change.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';

const model = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<bpmn:process id="after_holidays" isExecutable="true"><bpmn:startEvent id="start"/>
<bpmn:scriptTask id="count"><bpmn:extensionElements><zeebe:script expression="=string(add working days(date(&quot;2026-09-30&quot;), 1))" resultVariable="next"/></bpmn:extensionElements></bpmn:scriptTask>
<bpmn:endEvent id="end"/><bpmn:sequenceFlow id="a" sourceRef="start" targetRef="count"/><bpmn:sequenceFlow id="b" sourceRef="count" targetRef="end"/></bpmn:process></bpmn:definitions>`;

let program;
let api;
before(async () => {
  program = await Program.start({ more: ['--unprotected-v2'] });
  api = new Camunda(program);
});
after(() => program.remove());

const next = async () =>
  ok(await api.post('/process-instances', { processDefinitionId: 'after_holidays', awaitCompletion: true })).variables.next;

test('a process counts working days by the calendar that counts', async () => {
  ok(await api.deploy({ 'after_holidays.bpmn': model }));
  assert.equal(await next(), '2026-10-08', 'the national holidays are free on the first day of a workspace');

  const admin = await program.as('admin');
  const changed = await admin.post('/calendar/import?year=2026&mode=apply', 'date,name,kind\n2026-10-01,国庆节,off\n', { 'Content-Type': 'text/csv' });
  assert.equal(changed.status, 200, changed.text);

  assert.equal(await next(), '2026-10-02');
});

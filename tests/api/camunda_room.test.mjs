// /v2: a process instance holds as many elements at once as the program is told; what finds no room is an incident, and goes on when there is some.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { Camunda, ok } from '../support/camunda.mjs';
import { Program, binary } from '../support/program.mjs';

const job = (id) => `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${id}"/></bpmn:extensionElements></bpmn:serviceTask>`;
const flow = (from, to) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const names = ['a', 'b', 'c', 'd', 'e'];
const model = `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="x" targetNamespace="t">
  <bpmn:process id="wide" isExecutable="true"><bpmn:startEvent id="s"/>${flow('s', 'fork')}<bpmn:parallelGateway id="fork"/>
    ${names.map((each) => flow('fork', each) + job(each)).join('')}</bpmn:process>
</bpmn:definitions>`;
const flags = ['--unprotected-v2', '--elements-max'];

let program;
before(async () => {
  program = await Program.start({ demo: false, more: [...flags, '3'] });
});
after(() => program.remove());

test('what finds no room waits with an incident until there is some', async () => {
  let api = new Camunda(program);
  ok(await api.deploy({ 'wide.bpmn': model }));
  const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'wide' }));
  const incidents = async () => ok(await api.post(`/process-instances/${processInstanceKey}/incidents/search`)).items.filter((each) => each.state === 'ACTIVE');
  const jobs = async () => (await api.search('/jobs', { filter: { state: 'CREATED' } })).items.map((each) => each.type).sort().join('');

  assert.equal(await jobs(), 'abc');
  const held = await incidents();
  assert.deepEqual(held.map((each) => [each.elementId, each.errorType, each.errorMessage]).sort(), [
    ['d', 'UNKNOWN', 'more than 3 elements at once'],
    ['e', 'UNKNOWN', 'more than 3 elements at once'],
  ]);

  // Those that wait count, too: of three that are left one may begin.
  for (const type of ['a', 'b']) {
    const [{ jobKey }] = ok(await api.post('/jobs/activation', { type, timeout: 60000, maxJobsToActivate: 1 })).jobs;
    ok(await api.post(`/jobs/${jobKey}/completion`), 204);
  }
  ok(await api.post(`/incidents/${held.find((each) => each.elementId === 'd').incidentKey}/resolution`), 204);
  assert.equal(await jobs(), 'cd');

  await program.stop();
  program = await Program.start({ demo: false, folder: program.folder, more: [...flags, '10'] });
  api = new Camunda(program);
  for (const { incidentKey } of await incidents()) ok(await api.post(`/incidents/${incidentKey}/resolution`), 204);
  assert.equal(await jobs(), 'cde');
});

test('a number of elements that is none is refused', () => {
  for (const number of ['0', 'many', '10000001'])
    assert.throws(() => execFileSync(binary(), ['serve', '--elements-max', number], { stdio: 'pipe' }), { status: 2 });
});

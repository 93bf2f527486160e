// Instances that nobody has as a matter: administrators see them, try again what is stuck, and end them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok as done } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const model = `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="nightly" name="夜间对账" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="settle"/>
    <bpmn:serviceTask id="settle"><bpmn:extensionElements><zeebe:taskDefinition type="settle"/></bpmn:extensionElements></bpmn:serviceTask>
  </bpmn:process>
</bpmn:definitions>`;

let program;
let api;
const people = {};
before(async () => {
  program = await Program.start({ more: ['--unprotected-v2'] });
  api = new Camunda(program);
  done(await api.deploy({ 'nightly.bpmn': model }));
  for (const name of ['admin', 'hejun']) people[name] = await program.as(name);
});
after(() => program?.remove());

// One whose job has failed for good.
async function stuck() {
  const key = done(await api.post('/process-instances', { processDefinitionId: 'nightly' })).processInstanceKey;
  const job = await jobOf(key);
  done(await api.post(`/jobs/${job.jobKey}/failure`, { retries: 0, errorMessage: '对账文件缺失' }), 204);
  return key;
}
const jobOf = async (key) => (await api.search('/jobs', { filter: { processInstanceKey: key, state: { $neq: 'CANCELED' } } })).items[0];
const act = (who, key, body) => people[who].post(`/instances/${key}/acts`, body);

test('the notice of an incident leads to a page that says what is stuck', async () => {
  const key = await stuck();
  const notice = ok(await people.admin.get('/notices?size=100')).items.find((one) => one.link === `/instances/${key}`);
  assert.ok(notice, 'the administrator is told');
  const page = ok(await people.admin.get(`/instances/${key}`));
  assert.equal(page.state, 'incident');
  assert.deepEqual(page.acts, ['retry', 'cancel']);
  assert.deepEqual([page.incidents[0].element, page.incidents[0].detail], ['settle', '对账文件缺失']);
  assert.equal(ok(await people.admin.get(`/instances/${key}/diagram`)).incidents.length, 1);
  refused(await people.hejun.get(`/instances/${key}`), 'app.no_instance');
  refused(await act('hejun', key, { act: 'retry' }), 'app.no_instance');
});

test('it is tried again, once there is something to try', async () => {
  const key = await stuck();
  const after = ok(await act('admin', key, { act: 'retry' }));
  assert.deepEqual([after.state, after.acts, after.incidents], ['active', ['cancel'], undefined]);
  assert.equal((await jobOf(key)).retries, 1);
});

test('it is ended, and what matters alone have is refused', async () => {
  const key = await stuck();
  refused(await act('admin', key, { act: 'comment', text: '看一下' }), 'work.no_instance');
  refused(await act('admin', key, { act: 'void', text: '作废' }), 'work.no_instance');
  const after = ok(await act('admin', key, { act: 'cancel', text: '不再需要' }));
  assert.deepEqual([after.state, after.acts], ['terminated', []]);
  refused(await people.admin.get('/instances/7'), 'app.no_instance');
});

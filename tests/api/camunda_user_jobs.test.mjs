// /v2: a user task without <zeebe:userTask/> is a job for a worker, as older models of Camunda have them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { form, process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let api;
before(async () => {
  program = await Program.start({ more: ['--unprotected-v2'] });
  api = new Camunda(program);
});
after(() => program.remove());

const model = (id, inside, more = '') => process({ id, inside: `<bpmn:userTask id="charge" name="Check"><bpmn:extensionElements>${inside}</bpmn:extensionElements>${more}</bpmn:userTask>` });
const start = async (id, variables = {}) => ok(await api.post('/process-instances', { processDefinitionId: id, variables })).processInstanceKey;
const take = async () =>
  ok(await api.post('/jobs/activation', { type: 'io.camunda.zeebe:userTask', worker: 'w', timeout: 60000, maxJobsToActivate: 10, requestTimeout: -1 })).jobs;
const tasks = async (instance) => (await api.search('/user-tasks', { filter: { processInstanceKey: instance } })).items;

test('a worker is told what the model says of the task, and completes it', async () => {
  const inside = `<zeebe:formDefinition formKey="camunda-forms:bpmn:check"/>
    <zeebe:assignmentDefinition assignee="=boss" candidateGroups="sales, finance" candidateUsers="=[boss]"/>
    <zeebe:taskSchedule dueDate="=date and time(&quot;2030-01-01T08:00:00@Europe/Berlin&quot;)"/>
    <zeebe:taskHeaders><zeebe:header key="unit" value="east"/></zeebe:taskHeaders>
    <zeebe:ioMapping><zeebe:output source="=answer" target="agreed"/></zeebe:ioMapping>`;
  ok(await api.deploy({ 'told.bpmn': model('told', inside) }));
  const instance = await start('told', { boss: 'ann' });

  assert.deepEqual(await tasks(instance), []);
  const [job] = await take();
  assert.deepEqual([job.processInstanceKey, job.elementId, job.kind, job.retries, job.userTask], [instance, 'charge', 'BPMN_ELEMENT', 1, null]);
  assert.deepEqual(job.customHeaders, {
    'unit': 'east',
    'io.camunda.zeebe:formKey': 'camunda-forms:bpmn:check',
    'io.camunda.zeebe:assignee': 'ann',
    'io.camunda.zeebe:candidateGroups': '["sales","finance"]',
    'io.camunda.zeebe:candidateUsers': '["ann"]',
    'io.camunda.zeebe:dueDate': '2030-01-01T07:00:00Z',
  });
  assert.deepEqual(job.variables, { boss: 'ann' });
  ok(await api.post(`/jobs/${job.jobKey}/completion`, { variables: { answer: 'yes' } }), 204);
  assert.equal(ok(await api.get(`/process-instances/${instance}`)).state, 'COMPLETED');
  const { items } = await api.search('/variables', { filter: { processInstanceKey: instance, scopeKey: instance } });
  assert.deepEqual(items.map((each) => each.name), ['agreed', 'boss']);
});

test('its form is named by the key of the version deployed', async () => {
  const { deployments } = ok(await api.deploy({ 'formed.bpmn': model('formed', '<zeebe:formDefinition formId="address"/>'), 'address.form': form() }));
  const instance = await start('formed');
  const [job] = await take();
  assert.equal(job.customHeaders['io.camunda.zeebe:formKey'], deployments.find((each) => each.form).form.formKey);
  ok(await api.post(`/process-instances/${instance}/cancellation`), 204);
  problem(await api.post(`/jobs/${job.jobKey}/completion`), 404, 'engine.no_job');
});

test('an embedded form is read from the process by who fills it in, and refused of a task for people', async () => {
  const embedded = (id, inside) =>
    model(id, `${inside}<zeebe:formDefinition formKey="camunda-forms:bpmn:asked"/>`)
      .replace(/(<bpmn:process [^>]*>)/, '$1<bpmn:extensionElements><zeebe:userTaskForm id="asked">{"components":[]}</zeebe:userTaskForm></bpmn:extensionElements>')
      .replace('<bpmn:startEvent id="start">', '$&<bpmn:extensionElements><zeebe:formDefinition formKey="camunda-forms:bpmn:asked"/></bpmn:extensionElements>');
  const { deployments } = ok(await api.deploy({ 'embedded.bpmn': embedded('embedded', '') }));
  const path = `/process-definitions/${deployments[0].processDefinition.processDefinitionKey}`;

  const instance = await start('embedded');
  const [job] = await take();
  assert.equal(job.customHeaders['io.camunda.zeebe:formKey'], 'camunda-forms:bpmn:asked');
  const xml = (await api.get(`${path}/xml`)).text;
  assert.match(xml, /startEvent id="start"><bpmn:extensionElements><zeebe:formDefinition/);
  assert.match(xml, /<zeebe:userTaskForm id="asked">\{"components":\[\]\}</);
  ok(await api.get(`${path}/form`), 204);
  ok(await api.post(`/process-instances/${instance}/cancellation`), 204);

  const { detail } = problem(await api.deploy({ 'people.bpmn': embedded('people', '<zeebe:userTask/>') }), 400, 'engine.not_deployable');
  assert.match(detail, /people\.bpmn:\d+:\d+: charge: .*not by formKey; an embedded form is deployed as a file of its own/);
});

test('every instance of a multi-instance task is a job; what fails is an incident', async () => {
  const loop = '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=[1, 2]" inputElement="n"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>';
  ok(await api.deploy({ 'each.bpmn': model('each', '<zeebe:assignmentDefinition assignee="=string(n)"/>', loop) }));
  const instance = await start('each');
  const jobs = await take();
  assert.deepEqual(jobs.map((job) => job.customHeaders['io.camunda.zeebe:assignee']), ['1', '2']);
  ok(await api.post(`/jobs/${jobs[0].jobKey}/completion`), 204);
  ok(await api.post(`/jobs/${jobs[1].jobKey}/failure`, { retries: 0, errorMessage: 'no' }), 204);
  const { items } = await api.search('/incidents', { filter: { processInstanceKey: instance } });
  assert.deepEqual(items.map((each) => each.errorType), ['JOB_NO_RETRIES']);
});

test('a task with a setting of ours, or with zeebe:userTask, is for people', async () => {
  ok(await api.deploy({
    'ours.bpmn': model('ours', '<zeebe:properties><zeebe:property name="jw:candidates" value="role:everyone"/></zeebe:properties>'),
    'theirs.bpmn': model('theirs', '<zeebe:userTask/>'),
  }));
  for (const id of ['ours', 'theirs']) assert.equal((await tasks(await start(id))).length, 1, id);
  assert.deepEqual(await take(), []);
});

test('a listener of the task needs zeebe:userTask, and a migration does not make one the other', async () => {
  const listener = '<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="l"/></zeebe:taskListeners>';
  const { detail } = problem(await api.deploy({ 'bad.bpmn': model('bad', listener) }), 400, 'engine.not_deployable');
  assert.match(detail, /bad\.bpmn:\d+:\d+: charge: a task listener needs <zeebe:userTask\/>/);

  ok(await api.deploy({ 'moved.bpmn': model('moved', '') }));
  const instance = await start('moved');
  const { deployments } = ok(await api.deploy({ 'moved.bpmn': model('moved', '<zeebe:userTask/>') }));
  const answer = await api.post(`/process-instances/${instance}/migration`, {
    targetProcessDefinitionKey: deployments[0].processDefinition.processDefinitionKey,
    mappingInstructions: [{ sourceElementId: 'charge', targetElementId: 'charge' }],
  });
  assert.match(problem(answer, 409, 'engine.cannot_migrate').detail, /charge and charge are not both for people/);
});

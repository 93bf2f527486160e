// /v2: jobs have the priority that their model says; workers get the higher ones first.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

const inside = `<bpmn:serviceTask id="charge"><bpmn:extensionElements><zeebe:taskDefinition type="charge"/><zeebe:jobPriorityDefinition priority="=urgency"/></bpmn:extensionElements></bpmn:serviceTask>`;

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'urgent.bpmn': process({ id: 'urgent', inside }), 'plain.bpmn': process({ id: 'plain' }) }));
});
after(() => program.remove());

test('jobs are found and sorted by their priority and given out by it', async () => {
  ok(await api.post('/process-instances', { processDefinitionId: 'plain' }));
  for (const urgency of [3, -2, 90]) ok(await api.post('/process-instances', { processDefinitionId: 'urgent', variables: { urgency } }));
  const found = async (request) => (await api.search('/jobs', request)).items.map((each) => each.priority);
  assert.deepEqual(await found({ sort: [{ field: 'priority', order: 'DESC' }] }), [90, 3, 0, -2]);
  assert.deepEqual(await found({ filter: { priority: { $gte: 3 } }, sort: [{ field: 'priority' }] }), [3, 90]);
  assert.deepEqual(await found({ filter: { priority: 0 } }), [0]);

  const take = async (maxJobsToActivate) =>
    ok(await api.post('/jobs/activation', { type: 'charge', worker: 'w', timeout: 60000, maxJobsToActivate, requestTimeout: -1 })).jobs.map((each) => each.priority);
  assert.deepEqual(await take(2), [90, 3]);
  assert.deepEqual(await take(9), [0, -2]);
});

test('a program changes the priority of a job', async () => {
  const keys = [];
  for (const urgency of [41, 42, 43]) {
    const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'urgent', variables: { urgency } }));
    keys.push((await api.search('/jobs', { filter: { processInstanceKey } })).items[0].jobKey);
  }
  const change = (key, changeset) => api.request('PATCH', `/jobs/${key}`, { changeset });
  ok(await change(keys[0], { priority: 99, retries: 2 }), 204);
  ok(await change(keys[2], { priority: -7 }), 204);
  assert.deepEqual((await api.search('/jobs', { filter: { jobKey: keys[0] } })).items.map((each) => [each.priority, each.retries, each.state]), [[99, 2, 'CREATED']]);
  const { jobs } = ok(await api.post('/jobs/activation', { type: 'charge', worker: 'w', timeout: 60000, maxJobsToActivate: 3, requestTimeout: -1 }));
  assert.deepEqual(jobs.map((each) => each.jobKey), keys);
  assert.deepEqual(jobs.map((each) => each.priority), [99, 42, -7]);

  for (const wrong of [{}, { priority: 1.5 }, { priority: '7' }, { priority: 2147483648 }]) problem(await change(keys[0], wrong), 400, 'request.wrong_type');
  problem(await change('7', { priority: 1 }), 404, 'engine.no_job');
});

test('a priority that is no whole number is an incident, in the model a refusal', async () => {
  const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'urgent', variables: { urgency: 'soon' } }));
  const [incident] = (await api.search('/incidents', { filter: { processInstanceKey } })).items;
  assert.deepEqual([incident.errorType, incident.errorMessage], ['EXTRACT_VALUE_ERROR', 'the priority of the job is no whole number of 32 bits but soon']);
  ok(await api.request('PUT', `/element-instances/${processInstanceKey}/variables`, { variables: { urgency: '12' } }), 204);
  ok(await api.post(`/incidents/${incident.incidentKey}/resolution`), 204);
  assert.deepEqual((await api.search('/jobs', { filter: { processInstanceKey } })).items.map((each) => each.priority), [12]);
  problem(await api.deploy({ 'wrong.bpmn': process({ id: 'wrong', inside: inside.replace('=urgency', 'soon') }) }), 400, 'engine.not_deployable');
});

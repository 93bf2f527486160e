// /v2: process instances, jobs, messages, incidents, variables — and that what was answered is found at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { order, process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'order.bpmn': order() }));
});
after(() => program.remove());

let now = Date.parse('2026-03-02T09:00:00+08:00');
const advance = async (seconds) => {
  now += seconds * 1000;
  ok(await api.request('PUT', '/clock', { timestamp: now }), 204);
};
const create = async (variables, more = {}) =>
  ok(await api.post('/process-instances', { processDefinitionId: 'order', variables, ...more }));
const activate = (more = {}) =>
  api.post('/jobs/activation', { type: 'charge', worker: 'w', timeout: 60000, maxJobsToActivate: 1, requestTimeout: -1, ...more });
const job_of = async (instance) => {
  for (;;) {
    const { jobs } = ok(await activate());
    assert.equal(jobs.length, 1);
    if (jobs[0].processInstanceKey === instance) return jobs[0];
  }
};
const complete = (job, variables = {}) => api.post(`/jobs/${job.jobKey}/completion`, { variables });
const only = async (path, filter) => {
  const { items, page } = await api.search(path, { filter });
  assert.equal(page.totalItems, 1, JSON.stringify(items));
  return items[0];
};

test('an instance is found by every search as soon as it was answered', async () => {
  const created = await create({ orderId: 'o-1', amount: 50 }, { tags: ['first', 'paid'] });
  const key = created.processInstanceKey;
  assert.deepEqual(created.tags, ['first', 'paid']);
  const item = await only('/process-instances', { processInstanceKey: { $eq: key }, tags: ['first'], variables: [{ name: 'orderId', value: '"o-1"' }] });
  assert.equal(item.state, 'ACTIVE');
  assert.deepEqual(item, ok(await api.get(`/process-instances/${key}`)));
  const elements = await api.search('/element-instances', { filter: { processInstanceKey: key } });
  assert.deepEqual(elements.items.map((each) => [each.elementId, each.elementName, each.type, each.state]), [
    ['order', 'Order', 'PROCESS', 'ACTIVE'],
    ['start', 'start', 'START_EVENT', 'COMPLETED'],
    ['charge', 'Charge the card', 'SERVICE_TASK', 'ACTIVE'],
  ]);
  const waiting = await only('/jobs', { processInstanceKey: key });
  assert.deepEqual(waiting.customHeaders, { method: 'card' });

  const job = await job_of(key);
  assert.deepEqual(job.customHeaders, { method: 'card' });
  assert.deepEqual(job.variables, { amount: 50, orderId: 'o-1', total: 50 });
  ok(await complete(job, { paid: true }), 204);
  problem(await complete(job), 404, 'engine.no_job');

  const ended = await only('/process-instances', { processInstanceKey: key, state: 'completed' });
  assert.ok(ended.endDate >= ended.startDate);
  const flows = ok(await api.get(`/process-instances/${key}/sequence-flows`));
  assert.deepEqual(flows.items.map((flow) => flow.elementId), ['to_charge', 'to_end', 'to_small']);
  const { items } = ok(await api.get(`/process-instances/${key}/statistics/element-instances`));
  assert.deepEqual(items.find((each) => each.elementId === 'charge'), { elementId: 'charge', active: 0, canceled: 0, incidents: 0, completed: 1 });
  assert.equal(ok(await api.get(`/process-instances/${key}/call-hierarchy`)).length, 1);
  const all = ok(await api.post(`/process-definitions/${ended.processDefinitionKey}/statistics/element-instances`, {}));
  assert.equal(all.items.find((each) => each.elementId === 'charge').completed, 1);
});

test('who waits for a job is answered when it comes up', async () => {
  const waiting = activate({ requestTimeout: 20000 });
  const created = await create({ orderId: 'o-2', amount: 1 });
  const { jobs } = ok(await waiting);
  assert.equal(jobs[0].processInstanceKey, created.processInstanceKey);
  ok(await complete(jobs[0]), 204);
});

test('those who wait are served in the order in which they asked, each type for itself', async () => {
  const first = activate({ requestTimeout: 20000, worker: 'first' });
  const other = activate({ type: 'nothing', requestTimeout: 300 });
  ok(await activate({ type: 'nothing' }));
  const second = activate({ requestTimeout: 20000, worker: 'second' });
  ok(await activate({ type: 'nothing' }));
  const instances = [await create({ orderId: 'a', amount: 1 }), await create({ orderId: 'b', amount: 1 })];
  const served = [ok(await first), ok(await second)].map((answer) => answer.jobs[0]);
  assert.deepEqual(served.map((job) => job.processInstanceKey), instances.map((each) => each.processInstanceKey));
  assert.deepEqual(served.map((job) => job.worker), ['first', 'second']);
  assert.deepEqual(ok(await other), { jobs: [] });
  for (const job of served) ok(await complete(job), 204);
});

test('a job comes back when its time or its back-off is over, and to nobody before', async () => {
  const { processInstanceKey: key } = await create({ orderId: 'o-3', amount: 1 });
  const job = await job_of(key);
  assert.deepEqual(ok(await activate()), { jobs: [] });
  const waiting = activate({ requestTimeout: 20000 });
  await advance(120);
  const again = ok(await waiting).jobs[0];
  assert.equal(again.jobKey, job.jobKey);
  ok(await api.post(`/jobs/${job.jobKey}/failure`, { retries: 2, errorMessage: 'later', retryBackOff: 30000 }), 204);
  assert.deepEqual(ok(await activate()), { jobs: [] });
  await advance(31);
  assert.equal(ok(await activate()).jobs[0].retries, 2);
  ok(await complete(job), 204);
});

test('a failed job is an incident until it is given retries and resolved', async () => {
  const { processInstanceKey: key } = await create({ orderId: 'o-4', amount: 1 });
  const job = await job_of(key);
  ok(await api.post(`/jobs/${job.jobKey}/failure`, { retries: 0, errorMessage: 'boom' }), 204);
  const incident = await only('/incidents', { processInstanceKey: key, state: 'ACTIVE' });
  assert.deepEqual([incident.errorType, incident.errorMessage, incident.jobKey], ['JOB_NO_RETRIES', 'boom', job.jobKey]);
  assert.equal((await only('/process-instances', { hasIncident: true })).processInstanceKey, key);
  problem(await api.post(`/incidents/${incident.incidentKey}/resolution`), 409, 'engine.no_retries');
  ok(await api.request('PATCH', `/jobs/${job.jobKey}`, { changeset: { retries: 1 } }), 204);
  ok(await api.post(`/incidents/${incident.incidentKey}/resolution`), 204);
  assert.equal(ok(await api.get(`/incidents/${incident.incidentKey}`)).state, 'RESOLVED');
  problem(await api.post(`/incidents/${incident.incidentKey}/resolution`), 404, 'engine.no_incident');
  ok(await complete(await job_of(key)), 204);
});

test('an error goes through its boundary, an unknown one is an incident', async () => {
  const caught = await create({ orderId: 'o-5', amount: 1 });
  let job = await job_of(caught.processInstanceKey);
  ok(await api.post(`/jobs/${job.jobKey}/error`, { errorCode: 'E_CARD', errorMessage: 'no' }), 204);
  assert.equal(ok(await api.get(`/process-instances/${caught.processInstanceKey}`)).state, 'COMPLETED');
  const stuck = await create({ orderId: 'o-6', amount: 1 });
  job = await job_of(stuck.processInstanceKey);
  ok(await api.post(`/jobs/${job.jobKey}/error`, { errorCode: 'OTHER' }), 204);
  const { items } = await api.search(`/process-instances/${stuck.processInstanceKey}/incidents`);
  assert.equal(items[0].errorType, 'UNHANDLED_ERROR_EVENT');
  ok(await api.post(`/process-instances/${stuck.processInstanceKey}/cancellation`), 204);
  problem(await api.post(`/jobs/${job.jobKey}/completion`), 404, 'engine.no_job');
  problem(await api.post(`/process-instances/${stuck.processInstanceKey}/cancellation`), 404, 'engine.no_instance');
  assert.equal(ok(await api.get(`/process-instances/${stuck.processInstanceKey}`)).state, 'TERMINATED');
});

test('a message waits for its instance, and is sent once', async () => {
  const message = { name: 'paid', correlationKey: 'o-7', timeToLive: 60000, messageId: 'm-1', variables: { receipt: 7 } };
  const { messageKey } = ok(await api.post('/messages/publication', message));
  assert.match(messageKey, /^\d+$/);
  problem(await api.post('/messages/publication', message), 409, 'engine.message_exists');
  problem(await api.post('/messages/publication', { ...message, timeToLive: 0 }), 409, 'engine.message_exists');
  problem(await api.post('/messages/correlation', { name: 'paid', correlationKey: 'nobody' }), 404, 'engine.nobody_waits');
  const { processInstanceKey: key } = await create({ orderId: 'o-7', amount: 500 });
  ok(await complete(await job_of(key)), 204);
  assert.equal(ok(await api.get(`/process-instances/${key}`)).state, 'COMPLETED');
  const receipt = await only('/variables', { processInstanceKey: key, name: 'receipt' });
  assert.equal(receipt.value, '7');
  const { isTruncated, ...whole } = receipt;
  assert.deepEqual(ok(await api.get(`/variables/${receipt.variableKey}`)), whole);
  assert.equal(isTruncated, false);
  assert.deepEqual(await only('/variables', { variableKey: receipt.variableKey }), receipt);

  const { processInstanceKey: other } = await create({ orderId: 'o-8', amount: 500 });
  ok(await complete(await job_of(other)), 204);
  assert.equal((await only('/message-subscriptions', { processInstanceKey: other })).correlationKey, 'o-8');
  const correlated = ok(await api.post('/messages/correlation', { name: 'paid', correlationKey: 'o-8' }));
  assert.equal(correlated.processInstanceKey, other);
});

test('an instance may be awaited', async () => {
  const awaited = api.post('/process-instances', {
    processDefinitionId: 'order',
    variables: { orderId: 'o-9', amount: 1 },
    awaitCompletion: true,
    fetchVariables: ['paid'],
  });
  const { jobs } = ok(await activate({ requestTimeout: 20000 }));
  ok(await complete(jobs[0], { paid: 'yes' }), 204);
  assert.deepEqual(ok(await awaited).variables, { paid: 'yes' });
  const late = await api.post('/process-instances', { processDefinitionId: 'order', variables: { orderId: 'x' }, awaitCompletion: true, requestTimeout: 1 });
  problem(late, 504, 'request.not_in_time');
  ok(await complete(ok(await activate({ requestTimeout: 20000 })).jobs[0]), 204);
});

test('who awaits an instance that is cancelled is told so', async () => {
  const awaited = api.post('/process-instances', { processDefinitionId: 'order', variables: { orderId: 'o-11', amount: 1 }, awaitCompletion: true });
  const { jobs } = ok(await activate({ requestTimeout: 20000 }));
  ok(await api.post(`/process-instances/${jobs[0].processInstanceKey}/cancellation`), 204);
  problem(await awaited, 409, 'engine.instance_ended');
});

test('an instance is modified and its variables are set', async () => {
  const { processInstanceKey: key } = await create({ orderId: 'o-10', amount: 500 });
  const charge = await only('/element-instances', { processInstanceKey: key, elementId: 'charge' });
  ok(await api.request('PUT', `/element-instances/${key}/variables`, { variables: { colour: '经' } }), 204);
  assert.equal((await only('/variables', { processInstanceKey: key, name: 'colour' })).value, '"经"');
  ok(await api.post(`/process-instances/${key}/modification`, {
    activateInstructions: [{ elementId: 'wait', variableInstructions: [{ variables: { moved: true } }] }],
    terminateInstructions: [{ elementInstanceKey: charge.elementInstanceKey }],
  }), 204);
  assert.equal(ok(await api.get(`/element-instances/${charge.elementInstanceKey}`)).state, 'TERMINATED');
  assert.equal((await only('/element-instances', { processInstanceKey: key, elementId: 'wait' })).state, 'ACTIVE');
  problem(await api.post(`/process-instances/${key}/modification`, { activateInstructions: [{ elementId: 'nowhere' }] }), 400, 'engine.no_element');
});

test('what is due already by the clock that stands comes at once, also when the program begins', async () => {
  const waits = (id, timer) =>
    process({ id, inside: `<bpmn:intermediateCatchEvent id="charge"><bpmn:timerEventDefinition>${timer}</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>` });
  const timers = {
    past: '<bpmn:timeDate>2020-01-01T00:00:00Z</bpmn:timeDate>',
    no_time: '<bpmn:timeDuration>PT0S</bpmn:timeDuration>',
    before: '<bpmn:timeDuration>=duration("-PT5M")</bpmn:timeDuration>'.replaceAll('"', '&quot;'),
  };
  for (const [id, timer] of Object.entries(timers)) {
    ok(await api.deploy({ [`${id}.bpmn`]: waits(id, timer) }));
    ok(await api.post('/process-instances', { processDefinitionId: id, awaitCompletion: true, requestTimeout: 20000 }));
  }
  ok(await api.deploy({ 'ahead.bpmn': waits('ahead', '<bpmn:timeDuration>PT5M</bpmn:timeDuration>') }));
  const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'ahead' }));
  const state = async () => ok(await api.get(`/process-instances/${processInstanceKey}`)).state;
  assert.equal(await state(), 'ACTIVE');

  await program.stop('SIGKILL');
  now += 3_600_000;
  program = await Program.start({ demo: false, folder: program.folder, clock: new Date(now).toISOString(), more: ['--unprotected-v2'] });
  api = new Camunda(program);
  for (let again = 0; again < 200 && (await state()) !== 'COMPLETED'; again += 1) await new Promise((done) => setTimeout(done, 50));
  assert.equal(await state(), 'COMPLETED');
});

test('the clock can be set forward only', async () => {
  ok(await api.request('PUT', '/clock', { timestamp: Date.parse('2027-01-01T00:00:00Z') }), 204);
  problem(await api.request('PUT', '/clock', { timestamp: 0 }), 409, 'runtime.clock_backwards');
  problem(await api.request('PUT', '/clock', { timestamp: 'now' }), 400, 'request.wrong_type');
  ok(await api.post('/clock/reset'), 204);
});

test('wrong calls are problems with their place', async () => {
  const post = (path, body) => api.post(path, body);
  problem(await post('/process-instances', {}), 400, 'request.wrong_type');
  problem(await post('/process-instances', { processDefinitionId: 'none' }), 404, 'engine.no_process');
  problem(await post('/process-instances', { processDefinitionId: 'order', colour: 1 }), 400, 'request.unknown_field');
  for (const [tags, why] of [
    [['a,b'], '"a,b": a tag begins with a letter'],
    [['fine', '1x'], '"1x": a tag begins with a letter'],
    [['a', 'a'], '"a": a tag is given once'],
    [[...'abcdefghijk'], 'at most 10 tags'],
  ]) {
    const { detail } = problem(await post('/process-instances', { processDefinitionId: 'order', tags }), 400, 'request.wrong_type');
    assert.ok(detail.includes(`tags: ${why}`), detail);
  }
  problem(await post('/process-instances', '{"processDefinitionId":'), 400, 'request.malformed');
  problem(await post('/jobs/activation', { type: 'x', timeout: 0, maxJobsToActivate: 1 }), 400, 'request.wrong_type');
  problem(await post('/jobs/activation', { type: 'x', timeout: 1, maxJobsToActivate: 0 }), 400, 'request.wrong_type');
  problem(await post('/jobs/abc/completion', {}), 400, 'request.wrong_type');
  for (const path of ['/process-instances/1', '/element-instances/1', '/incidents/1', '/variables/1'])
    problem(await api.get(path), 404, 'request.no_such_key');
  for (const path of ['/jobs/1/completion', '/jobs/1/failure']) problem(await post(path, {}), 404, 'engine.no_job');
  problem(await post('/jobs/1/error', { errorCode: 'x' }), 404, 'engine.no_job');
  problem(await post('/signals/broadcast', {}), 400, 'request.wrong_type');
  problem(await post('/signals/broadcast', { signalName: '' }), 400, 'request.wrong_type');
  problem(await post('/messages/publication', { name: '', correlationKey: 'x' }), 400, 'request.wrong_type');
  problem(await post('/messages/correlation', { name: '', correlationKey: 'x' }), 400, 'request.wrong_type');
  assert.match(problem(await post('/jobs/1/error', { errorCode: '' }), 400, 'request.wrong_type').detail, /errorCode: empty/);
  ok(await post('/signals/broadcast', { signalName: 'nobody' }));
});

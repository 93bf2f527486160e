// /v2: who may call, how problems look, deployments and what was deployed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { basic, Camunda, ok, problem } from '../support/camunda.mjs';
import { discount, form, process } from '../support/models.mjs';
import { binary, Program } from '../support/program.mjs';

let program;
let open;
let api;
before(async () => {
  program = await Program.start();
  open = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(open);
});
after(async () => {
  await program.remove();
  await open.remove();
});

test('the first questions of a client are answered', async () => {
  const topology = ok(await api.get('/topology'));
  assert.deepEqual(topology, {
    brokers: [
      {
        nodeId: 0,
        brokerId: 0,
        host: '127.0.0.1',
        port: open.port,
        partitions: [{ partitionId: 1, role: 'leader', health: 'healthy' }],
        version: '8.9.0',
      },
    ],
    clusterId: 'jingwei',
    clusterSize: 1,
    partitionsCount: 1,
    replicationFactor: 1,
    gatewayVersion: '8.9.0',
    lastCompletedChangeId: '',
  });
  for (const each of [api, new Camunda(program)]) {
    ok(await each.get('/status'), 204);
    assert.equal(ok(await each.get('/license')).validLicense, true);
  }
});

test('without the flag nobody is let in unknown', async () => {
  const answer = await new Camunda(program).get('/topology');
  problem(answer, 401, 'access.not_signed_in');
  assert.match(answer.headers['www-authenticate'], /Basic/);
  problem(await new Camunda(program, 'Bearer AAAA').get('/topology'), 401, 'access.not_signed_in');
  problem(await new Camunda(program, 'Basic !').get('/topology'), 401, 'access.not_signed_in');
  problem(await new Camunda(program, basic('sunli', 'wrong')).get('/topology'), 401, 'access.wrong_password');
});

test('a problem says what it means in both languages; a page asks its reader to sign in, not the browser', async () => {
  const answer = await program.raw({ path: '/v2/topology', headers: { 'Sec-Fetch-Mode': 'cors' } });
  assert.equal(answer.status, 401);
  assert.equal(answer.headers['www-authenticate'], undefined);
  assert.deepEqual(answer.body.words, { zh: '请先登录', en: 'Sign in first' });
});

test('a session, a name with password and a token let in', async () => {
  const people = await program.as('linxiaoyu');
  ok(await program.raw({ path: '/v2/topology', headers: { Cookie: people.cookie } }));
  const named = new Camunda(program, basic('linxiaoyu', 'jingwei-demo'));
  for (let i = 0; i < 3; ++i) ok(await named.get('/topology'));
  // The scheme is written in any case, with one space or more behind it.
  const [, credentials] = basic('linxiaoyu', 'jingwei-demo').split(' ');
  for (const scheme of ['basic ', 'BASIC ', 'Basic  ']) ok(await new Camunda(program, scheme + credentials).get('/topology'));
  problem(await new Camunda(program, `Basics ${credentials}`).get('/topology'), 401, 'access.not_signed_in');
  problem(await new Camunda(program, `Basic${credentials}`).get('/topology'), 401, 'access.not_signed_in');
});

test('deploying is for administrators', async () => {
  const named = new Camunda(program, basic('linxiaoyu', 'jingwei-demo'));
  problem(await named.deploy({ 'a.bpmn': process() }), 403, 'app.not_allowed');
  problem(await named.post('/process-definitions/search', {}), 403, 'app.not_allowed');
  problem(await named.post('/expression/evaluation', { expression: '=1' }), 403, 'app.not_allowed');
});

test('with the flag any authorization is accepted', async () => {
  ok(await new Camunda(open, 'Bearer whatever').get('/topology'));
  ok(await new Camunda(open, basic('demo', 'demo')).get('/topology'));
});

test('the flag works on loopback addresses only', () => {
  assert.throws(
    () => execFileSync(binary(), ['serve', '--unprotected-v2', '--address', '0.0.0.0', '--port', '0'], { stdio: 'pipe' }),
    (error) => error.status === 2 && /cli\.loopback_only/.test(error.stderr.toString()),
  );
});

test("another site's page cannot act, not even with the flag", async () => {
  const answer = await api.post('/expression/evaluation', { expression: '=1' }, { Origin: 'https://evil.example' });
  problem(answer, 403, 'server.foreign_origin');
});

test('unknown addresses, methods and queries are problems', async () => {
  problem(await api.get('/nothing'), 404, 'request.not_found');
  problem(await api.post('/nothing', {}), 404, 'request.not_found');
  for (const [method, path, allowed] of [
    ['GET', '/deployments', 'POST'],
    ['DELETE', '/topology', 'GET, HEAD'],
    ['GET', '/jobs/search', 'PATCH, POST'], // a job's address, too
    ['POST', '/user-tasks/1', 'GET, HEAD, PATCH'],
  ]) {
    const answer = await api.request(method, path);
    problem(answer, 405, 'request.wrong_method');
    assert.equal(answer.headers.allow, allowed, path);
  }
  problem(await api.get('/topology?x=1'), 400, 'request.unknown_field');
  assert.equal(problem(await api.get('/a%20b'), 404, 'request.not_found').instance, '/v2/a b');
});

test('a body that is declared as something else is a problem of its own', async () => {
  const plain = { 'Content-Type': 'text/plain' };
  problem(await api.post('/process-instances', '{"processDefinitionId":"charging"}', plain), 415, 'request.wrong_media_type');
  problem(await api.post('/jobs/search', '{}', { 'Content-Type': 'application/json5' }), 415, 'request.wrong_media_type');
  const detail = problem(await api.post('/deployments', '{}', { 'Content-Type': 'application/json' }), 415, 'request.wrong_media_type').detail;
  assert.match(detail, /multipart\/form-data is expected/);
  ok(await api.post('/jobs/search', '{}', { 'Content-Type': 'Application/JSON; charset=utf-8' }));
  ok(await api.post('/jobs/search', undefined, plain));
});

test('one call deploys everything, with keys as texts', async () => {
  const answer = ok(await api.deploy({ 'charging.bpmn': process({ tag: 'v1' }), 'discounts.dmn': discount(), 'address.form': form() }));
  assert.equal(answer.tenantId, '<default>');
  assert.match(answer.deploymentKey, /^\d{16,}$/);
  const kinds = answer.deployments.map((one) => Object.entries(one).filter(([, value]) => value !== null)[0][0]);
  assert.deepEqual(kinds, ['processDefinition', 'decisionDefinition', 'decisionDefinition', 'decisionRequirements', 'form']);
  const [first, kind, , requirements] = answer.deployments;
  assert.deepEqual(Object.keys(first), ['processDefinition', 'decisionDefinition', 'decisionRequirements', 'form', 'resource']);
  assert.ok(BigInt(first.processDefinition.processDefinitionKey) >= 2251799813685249n);
  assert.deepEqual({ ...first.processDefinition, processDefinitionKey: 'k' }, {
    processDefinitionId: 'charging',
    processDefinitionVersion: 1,
    resourceName: 'charging.bpmn',
    tenantId: '<default>',
    processDefinitionKey: 'k',
  });
  assert.equal(kind.decisionDefinition.decisionDefinitionId, 'kind');
  assert.equal(kind.decisionDefinition.decisionRequirementsKey, requirements.decisionRequirements.decisionRequirementsKey);
});

test('the same content is the same version, other content the next one', async () => {
  const deploy = async (name) => {
    const { deployments } = ok(await api.deploy({ 'twice.bpmn': process({ id: 'twice', name }) }));
    return deployments[0].processDefinition;
  };
  const first = await deploy('First');
  assert.deepEqual(await deploy('First'), first);
  const second = await deploy('Second');
  assert.equal(second.processDefinitionVersion, 2);
  const { items } = await api.search('/process-definitions', {
    filter: { processDefinitionId: 'twice', isLatestVersion: true },
  });
  assert.deepEqual(items, [
    {
      name: 'Second',
      resourceName: 'twice.bpmn',
      version: 2,
      versionTag: null,
      processDefinitionId: 'twice',
      tenantId: '<default>',
      processDefinitionKey: second.processDefinitionKey,
      hasStartForm: false,
      state: 'ACTIVE',
    },
  ]);
});

test('definitions are found by key and give their XML back byte by byte', async () => {
  const xml = process({ id: 'bytes', tag: '经纬' });
  const { deployments } = ok(await api.deploy({ 'bytes.bpmn': xml }));
  const key = deployments[0].processDefinition.processDefinitionKey;
  const one = ok(await api.get(`/process-definitions/${key}`));
  assert.equal(one.versionTag, '经纬');
  const answer = await api.get(`/process-definitions/${key}/xml`);
  assert.equal(answer.text, xml);
  assert.match(answer.headers['content-type'], /^text\/xml/);
  assert.equal((await api.get(`/resources/${key}/content`)).text, xml);
  assert.equal(ok(await api.get(`/resources/${key}`)).resourceName, 'bytes.bpmn');
});

test('decisions and their models are found in every way', async () => {
  ok(await api.deploy({ 'found.dmn': discount({ id: 'found' }) }));
  const models = await api.search('/decision-requirements', { filter: { decisionRequirementsId: 'found' } });
  assert.equal(models.page.totalItems, 1);
  const { decisionRequirementsKey: model, ...requirements } = models.items[0];
  assert.deepEqual(requirements, {
    decisionRequirementsId: 'found',
    decisionRequirementsName: 'Discounts',
    resourceName: 'found.dmn',
    tenantId: '<default>',
    version: 1,
  });
  const { items } = await api.search('/decision-definitions', {
    filter: { decisionRequirementsKey: model },
    sort: [{ field: 'decisionDefinitionId', order: 'ASC' }],
  });
  assert.deepEqual(items.map((item) => item.decisionDefinitionId), ['discount', 'kind']);
  const one = ok(await api.get(`/decision-definitions/${items[0].decisionDefinitionKey}`));
  assert.deepEqual(one, items[0]);
  const xml = await api.get(`/decision-definitions/${items[0].decisionDefinitionKey}/xml`);
  assert.equal(xml.text, discount({ id: 'found' }));
  assert.equal((await api.get(`/decision-requirements/${model}/xml`)).text, xml.text);
  assert.equal(ok(await api.get(`/decision-requirements/${model}`)).decisionRequirementsKey, model);
});

test('lists are paged by cursors', async () => {
  for (const id of ['page_a', 'page_b', 'page_c']) ok(await api.deploy({ [`${id}.bpmn`]: process({ id }) }));
  const request = (page) => ({
    filter: { processDefinitionId: { $like: 'page_*' } },
    sort: [{ field: 'processDefinitionId', order: 'desc' }],
    page,
  });
  const first = await api.search('/process-definitions', request({ limit: 2 }));
  assert.deepEqual(first.items.map((item) => item.processDefinitionId), ['page_c', 'page_b']);
  assert.equal(first.page.totalItems, 3);
  assert.equal(first.page.hasMoreTotalItems, false);
  const next = await api.search('/process-definitions', request({ after: first.page.endCursor, limit: 2 }));
  assert.deepEqual(next.items.map((item) => item.processDefinitionId), ['page_a']);
  const back = await api.search('/process-definitions', request({ before: next.page.startCursor, limit: 1 }));
  assert.deepEqual(back.items.map((item) => item.processDefinitionId), ['page_b']);
  assert.ok(ok(await api.post('/process-definitions/search', '')).page.totalItems >= 3);
});

test('models that cannot run are refused with element and place, and nothing of the call is kept', async () => {
  const broken = process({ id: 'broken', inside: '<bpmn:callActivity id="charge"/>' });
  const answer = problem(await api.deploy({ 'good.bpmn': process({ id: 'good' }), 'broken.bpmn': broken }), 400, 'engine.not_deployable');
  assert.match(answer.detail, /broken\.bpmn:\d+:\d+: .*charge/);
  const { page } = await api.search('/process-definitions', { filter: { processDefinitionId: 'good' } });
  assert.equal(page.totalItems, 0);
});

test('files that are no models are refused with the reason', async () => {
  const refused = async (files, wanted) => {
    const answer = problem(await api.deploy(files), 400, 'engine.not_deployable');
    assert.match(answer.detail, wanted);
  };
  await refused({ 'a.bpmn': '<a' }, /a\.bpmn:1:\d+/);
  await refused({ 'a.bpmn': process({ executable: false }) }, /a\.bpmn:1:1: no process is executable/);
  await refused({ 'a.dmn': '<definitions/>' }, /a\.dmn/);
  await refused({ 'a.dmn': discount({ rate: '1 +' }) }, /a\.dmn:\d+:\d+/);
  await refused({ 'a.form': '{' }, /a\.form.*not JSON/);
  await refused({ 'a.txt': 'text' }, /only \.bpmn \(or \.xml with BPMN\), \.dmn, \.form and \.rpa/);
  await refused({ 'a.bpmn': process(), 'b.bpmn': process() }, /b\.bpmn: process charging is also in a\.bpmn/);
  await refused({ 'a.dmn': discount(), 'b.dmn': discount({ id: 'other' }) }, /decision kind is also in a\.dmn/);
});

test('bodies of deployments that do not fit are refused', async () => {
  problem(await api.deploy({}), 400, 'request.wrong_type');
  problem(await api.deploy({}, { tenantId: '<default>' }), 400, 'request.wrong_type');
  problem(await api.deploy({ 'a.bpmn': process() }, { tenantId: 'other' }), 400, 'request.wrong_type');
  problem(await api.deploy({ 'a.bpmn': process() }, { colour: 'red' }), 400, 'request.unknown_field');
  problem(await api.post('/deployments', { resources: [] }), 415, 'request.wrong_media_type');
});

test('what is refused before it is read is told in the same shape', async () => {
  problem(await api.post('/process-instances', Buffer.alloc(17 << 20, 32), { 'Content-Type': 'application/json' }), 413, 'request.too_large');
  problem(await api.get('/process-instances/%zz'), 400, 'request.malformed');
  problem(await api.request('GET', '/topology', undefined, { 'X-Padding': 'x'.repeat(40_000) }), 413, 'request.header_too_large');
});

test('keys that are none are refused, unknown ones are not found', async () => {
  for (const path of ['process-definitions', 'decision-definitions', 'decision-requirements', 'resources']) {
    for (const below of ['', path === 'resources' ? '/content' : '/xml']) {
      problem(await api.get(`/${path}/abc${below}`), 400, 'request.wrong_type');
      problem(await api.get(`/${path}/1${below}`), 404, 'app.no_model');
      problem(await api.get(`/${path}/99999999999999999999${below}`), 404, 'request.not_found');
    }
  }
});

test('searches that do not fit are refused with their place', async () => {
  const refused = async (request, code, place) => {
    const answer = problem(await api.post('/process-definitions/search', request), 400, code);
    assert.ok(answer.detail.includes(place), answer.detail);
  };
  await refused('{', 'request.malformed', '1:2');
  await refused([], 'request.wrong_type', 'object');
  await refused({ filters: {} }, 'request.unknown_field', 'filters');
  await refused({ filter: { version: '1' } }, 'request.wrong_type', 'filter.version');
  await refused({ filter: { processDefinitionKey: 12 } }, 'request.wrong_type', 'filter.processDefinitionKey');
  await refused({ filter: { state: 'GONE' } }, 'request.wrong_type', 'ACTIVE, DELETED');
  await refused({ page: { limit: 100000 } }, 'request.wrong_type', 'page.limit');
  assert.ok((await api.search('/process-definitions', { filter: { state: 'active' } })).page.totalItems > 0);
});

test('what was deployed is there after a restart', async () => {
  ok(await api.deploy({ 'kept.bpmn': process({ id: 'kept' }), 'kept.dmn': discount({ id: 'kept' }) }));
  const before_ = await api.search('/decision-definitions');
  await open.stop();
  open = await Program.start({ demo: false, folder: open.folder, more: ['--unprotected-v2'] });
  api = new Camunda(open);
  assert.deepEqual(await api.search('/decision-definitions'), before_);
});

test('the contract and the served routes are the same', async () => {
  const text = readFileSync(new URL('../../api/camunda.yaml', import.meta.url), 'utf8');
  const paths = [...text.slice(0, text.indexOf('\ncomponents:')).matchAll(/^ {2}(\/[^:]*):$/gm)].map((found) => found[1]);
  assert.ok(paths.length > 15);
  for (const path of paths) {
    const answer = await api.request('OPTIONS', path.replaceAll(/\{\w+\}/g, '1'));
    assert.equal(answer.status, 405, `${path} is not served: ${answer.text}`);
  }
});

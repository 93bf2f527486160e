// Whatever comes in: a clear refusal, and the server lives.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, project, refused, someClient } from '../support/project.mjs';

let program;
let sales;
before(async () => {
  program = await Program.start();
  sales = await program.as('linxiaoyu');
});
after(async () => {
  ok(await program.client().get('/health'));
  await program.remove();
});

test('of the demo each person is offered once, though several packs bring him', async () => {
  const { demo } = ok(await program.client().get('/health'));
  assert.ok(demo.some((one) => one.username === 'admin'));
  assert.equal(new Set(demo.map((one) => one.username)).size, demo.length);
});

test('nobody is nobody', async () => {
  const nobody = program.client();
  for (const path of ['/session', '/tasks?box=todo', '/menu', '/records/client', '/stream', '/attachments/x']) {
    refused(await nobody.get(path), 'access.not_signed_in', 401);
  }
  nobody.cookie = 'jingwei_session=AAAAAAAAAAAAAAAAAAAAAA';
  refused(await nobody.get('/session'), 'access.not_signed_in', 401);
  nobody.cookie = undefined;
  nobody.token = 'AAAA';
  refused(await nobody.get('/session'), 'access.not_signed_in', 401);
});

test('a wrong password is refused, the fifth one locks', async () => {
  const nobody = program.client();
  const attempt = () => nobody.post('/session', { username: 'qianduo', password: 'wrong-password' });
  refused(await attempt(), 'access.wrong_password', 401);
  for (let i = 0; i < 4; ++i) await attempt();
  const answer = await nobody.post('/session', { username: 'qianduo', password: 'jingwei-demo' });
  refused(answer, 'access.locked');
});

test('an ended session is over', async () => {
  const tang = await program.as('tangwei');
  const cookie = tang.cookie;
  ok(await tang.delete('/session'));
  tang.cookie = cookie;
  refused(await tang.get('/session'), 'access.not_signed_in', 401);
});

test('acts of another site are refused', async () => {
  const body = { values: { name: '外站' } };
  refused(await sales.post('/records/client', body, { Origin: 'https://evil.example' }), 'server.foreign_origin', 403);
  const bare = await program.raw({
    method: 'POST',
    path: '/api/v1/records/client',
    headers: { Cookie: sales.cookie, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  refused(bare, 'server.foreign_origin', 403);
});

test('a foreign name of this machine is refused', async () => {
  refused(await program.raw({ path: '/api/v1/health', headers: { Host: 'evil.example:80' } }), 'server.unknown_host', 403);
});

test('malformed bodies are refused with their place', async () => {
  const post = (body) => sales.post('/records/client', body, { 'Content-Type': 'application/json' });
  for (const body of ['', '{', '{"values":', '[1,2', '{"a":1,"a":2}', Buffer.from([0x22, 0xff, 0x22]), '\u0000', `${'['.repeat(5000)}`]) {
    refused(await post(body), 'request.malformed', 400);
  }
  assert.match(refused(await post('{\n  "values": x}'), 'request.malformed').place, /2:/);
  refused(await sales.post('/records/client', '<a/>', { 'Content-Type': 'text/xml' }), 'request.wrong_media_type', 415);
});

test('unknown members and wrong kinds are refused', async () => {
  refused(await sales.post('/records/client', { values: {}, extra: 1 }), 'request.unknown_field', 400);
  refused(await sales.post('/records/client', { values: [] }), 'request.wrong_type', 400);
  refused(await sales.post('/records/client', []), 'request.wrong_type', 400);
  refused(await sales.post('/records/client', { values: { name: '甲', nonsense: 1 } }), 'records.unknown_field');
  refused(await sales.post('/records/client', { values: { name: { a: 1 } } }), 'records.value_invalid');
  refused(await sales.post('/session', { username: 5, password: 'x' }), 'request.wrong_type', 400);
  refused(await sales.get('/tasks?box=todo&page=-1'), 'request.wrong_type', 400);
  refused(await sales.get('/tasks?box=todo&size=100000'), 'request.wrong_type', 400);
  refused(await sales.get('/tasks?box=elsewhere'), 'request.wrong_type', 400);
  refused(await sales.get('/tasks?box=todo&nonsense=1'), 'request.unknown_field', 400);
  refused(await sales.get('/records/client?filter={}'), 'request.wrong_type', 400);
  refused(await sales.get('/records/client?filter=[{"field":"name"}]'), 'records.query_invalid', 400);
});

test('a body above the limit is refused before it is read', async () => {
  const answer = await sales.post('/records/client', Buffer.alloc(17 << 20, 32), { 'Content-Type': 'application/json' });
  refused(answer, 'request.too_large', 413);
});

test('so are headers above the limit', async () => {
  const answer = await program.raw({ path: '/api/v1/session', headers: { 'X-Padding': 'x'.repeat(40_000) } });
  refused(answer, 'request.header_too_large', 413);
});

test('forged keys and ids find nothing', async () => {
  for (const key of ['0', '-1', '999999999999999999', '99999999999999999999999', 'abc', '1%20or%201=1']) {
    for (const path of [`/tasks/${key}`, `/instances/${key}`, `/records/client/${key}`]) {
      const answer = await sales.get(path);
      assert.equal(answer.status, 404, `${path}: ${answer.text}`);
    }
  }
  for (const path of ['/records/nothing', '/records/sqlite_master', '/views/nothing', '/charters/nothing', '/elsewhere']) {
    assert.equal((await sales.get(path)).status, 404, path);
  }
});

test('paths that climb are refused', async () => {
  for (const path of ['/../etc/passwd', '/assets/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/a%zz']) {
    const answer = await program.raw({ path });
    assert.ok(answer.status >= 400, `${path} ${answer.status}`);
    assert.doesNotMatch(answer.text, /root:/);
  }
});

test('SQL and HTML in texts are only text', async () => {
  const evil = `Robert'); DROP TABLE r_client;-- <script>alert(1)</script> "\\ %00 {{7*7}} =1+1`;
  const made = ok(await sales.post('/records/client', { values: { name: evil } }));
  assert.equal(made.values.name, evil);
  const list = ok(await sales.get(`/records/client?q=${encodeURIComponent(`'" OR 1=1 -- *`)}`));
  assert.equal(typeof list.total, 'number');
  for (const filter of [
    [{ field: "name' OR '1'='1", op: 'eq', value: 'x' }],
    [{ field: 'name', op: 'eq', value: "x' OR '1'='1" }],
    [{ field: 'name', op: 'contains', value: '%' }],
  ]) {
    const answer = await sales.get(`/records/client?filter=${encodeURIComponent(JSON.stringify(filter))}`);
    assert.ok(answer.status === 200 || answer.status === 400, answer.text);
  }
  const csv = await sales.request('GET', '/records/client/export.csv');
  assert.equal(csv.status, 200);
  assert.doesNotMatch(csv.text, /(^|,)=1\+1/m);
  ok(await sales.get(`/records/client/${made.id}`));
});

test('a form with hidden, computed or unknown fields is refused', async () => {
  const client = await someClient(sales);
  const start = (values) => sales.post('/processes/solution_project_flow/instances', { values });
  for (const more of [{ manager: 'gu_ming' }, { progress: 99 }, { state: 'closed' }, { nonsense: 1 }]) {
    refused(await start(project(client, more)), 'forms.field_not_editable');
  }
  const answer = refused(await start({ name: '只有名称' }), 'forms.invalid', 422);
  const fields = answer.missing.map((item) => item.field).sort();
  assert.deepEqual(fields, ['class', 'client', 'need']);
});

test('an uploaded page is never shown as one', async () => {
  const made = ok(await sales.post('/attachments?name=a.html', Buffer.from('<script>alert(1)</script>')));
  const answer = await sales.get(`/attachments/${made.id}`);
  assert.equal(answer.headers['content-type'], 'application/octet-stream');
  assert.match(answer.headers['content-disposition'], /^attachment/);
  refused(await sales.post('/attachments?name=..%2Fa', Buffer.from('x')), 'app.bad_file_name', 400);
  refused(await sales.post('/attachments?name=a', ''), 'app.empty_file', 400);
  for (const name of ['a.pdf', 'a.PNG', 'a.jpeg']) refused(await sales.post(`/attachments?name=${name}`, Buffer.from('x')), 'app.file_not_as_named', 400);
});

test('size and hash of a file are those of what is stored, whatever is said of it', async () => {
  const keeper = await program.as('daining');
  const made = ok(await keeper.post('/attachments?name=facts.txt', Buffer.from('what happened')));
  const said = { id: made.id, name: made.name, sha256: '0'.repeat(64), size: -5 };
  const values = { title: '外传数据', person: 'xia_lin', kind: 'violation', happened_on: '2026-03-01', facts: '未经批准', evidence: [said] };

  const record = ok(await keeper.post('/records/discipline_case', { values }), 201);

  const kept = ok(await keeper.get(`/records/discipline_case/${record.id}`)).values.evidence[0];
  assert.deepEqual([kept.sha256, kept.size], [made.sha256, 13]);
});

test('every answer carries the safety headers', async () => {
  for (const path of ['/api/v1/health', '/api/v1/elsewhere', '/']) {
    const { headers } = await program.raw({ path });
    assert.match(headers['content-security-policy'], /default-src 'self'/);
    assert.match(headers['content-security-policy'], /frame-ancestors 'none'/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
  const cookie = (await program.client().post('/session', { username: 'linxiaoyu', password: 'jingwei-demo' })).headers[
    'set-cookie'
  ][0];
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Strict/);
});

test('bytes that are no HTTP end the connection only', async () => {
  for (const bytes of ['\x16\x03\x01\x02\x00', 'GET\r\n\r\n', 'GET / HTTP/1.1\r\nContent-Length: -5\r\n\r\n', 'x'.repeat(100_000)]) {
    await new Promise((resolve) => {
      const socket = net.connect(program.port, '127.0.0.1', () => socket.end(bytes));
      socket.on('close', resolve);
      socket.on('error', resolve);
      socket.resume();
    });
  }
});

test('the contract and the served routes are the same', async () => {
  const { readFileSync } = await import('node:fs');
  const text = readFileSync(new URL('../../api/openapi.yaml', import.meta.url), 'utf8');
  const paths = [...text.slice(0, text.indexOf('\ncomponents:')).matchAll(/^ {2}(\/[^:]*):$/gm)].map((found) => found[1]);
  assert.ok(paths.length > 40);
  for (const path of paths) {
    const answer = await program.client().request('OPTIONS', path.replaceAll(/\{\w+\}/g, '1'));
    assert.equal(answer.status, 405, `${path} is not served: ${answer.text}`);
  }
});

// As many connections as the program is told: those who wait leave room for those who do not, idle ones make room, and who finds none is told so.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { Program, binary } from '../support/program.mjs';

// A connection of its own that stays open; answers are taken off it one after the other.
class Wire {
  static open(program) {
    const wire = new Wire();
    wire.text = '';
    wire.waiting = () => {};
    wire.isClosed = false;
    wire.socket = net.connect(program.port, '127.0.0.1');
    wire.socket.on('data', (data) => {
      wire.text += data;
      wire.waiting();
    });
    wire.socket.on('error', () => {});
    wire.socket.on('close', () => {
      wire.isClosed = true;
      wire.waiting();
    });
    return new Promise((resolve) => wire.socket.on('connect', () => resolve(wire)));
  }
  send(method, path, body, more = '') {
    const text = body ? JSON.stringify(body) : '';
    this.socket.write(`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n${more}\r\n${text}`);
  }
  // {status, headers, text, body}, or undefined when it was closed instead.
  async answer() {
    for (;;) {
      const found = /^HTTP\/1\.1 (\d+) [^\r]*\r\n([\s\S]*?)\r\n\r\n/.exec(this.text);
      const headers = Object.fromEntries((found?.[2] ?? '').split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]));
      const end = found && found[0].length + Number(headers['content-length'] ?? 0);
      if (found && Buffer.byteLength(this.text) >= end) {
        const text = Buffer.from(this.text).subarray(found[0].length, end).toString();
        this.text = Buffer.from(this.text).subarray(end).toString();
        return { status: Number(found[1]), headers, text, body: text.startsWith('{') ? JSON.parse(text) : undefined };
      }
      if (this.isClosed) return undefined;
      await new Promise((resolve) => (this.waiting = resolve));
    }
  }
  async ask(...request) {
    this.send(...request);
    return this.answer();
  }
  async closed() {
    while (!this.isClosed) await new Promise((resolve) => (this.waiting = resolve));
  }
}

const model = `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="x" targetNamespace="t">
  <bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="work"/>
    <bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="work"/></bpmn:extensionElements></bpmn:serviceTask></bpmn:process>
</bpmn:definitions>`;
const poll = { type: 'nothing', timeout: 60000, maxJobsToActivate: 1, requestTimeout: 600000 };

let program;
let api;
let open = [];
before(async () => {
  program = await Program.start({ more: ['--unprotected-v2', '--connections', '20'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'p.bpmn': model }));
});
after(() => program.remove());

const wires = async (count) => {
  const more = await Promise.all(Array.from({ length: count }, () => Wire.open(program)));
  open.push(...more);
  return more;
};
// Ended only when the program has let go of them, too.
const end = async () => {
  for (const wire of open) wire.socket.destroy();
  open = [];
  for (;;) {
    const answer = await api.get('/topology').catch(() => undefined);
    if (answer?.status === 200) return;
  }
};
const waiting = async (workers) => {
  for (const worker of workers) worker.send('POST', '/v2/jobs/activation', poll);
  // Those that found no room are answered at once; a request behind theirs is answered later.
  const answers = await Promise.all(workers.map((worker) => Promise.race([worker.answer(), new Promise((resolve) => setTimeout(resolve, 1000))])));
  return workers.map((worker, index) => ({ worker, answer: answers[index] }));
};

test('twenty workers that wait lock nobody out', async () => {
  const all = await waiting(await wires(20));
  const refused = all.filter(({ answer }) => answer);
  assert.equal(refused.length, 2);
  for (const { answer } of refused) {
    problem(answer, 503, 'server.too_many_waiting');
    assert.equal(answer.headers['retry-after'], '1');
    assert.equal(answer.body.instance, '/v2/jobs/activation');
  }
  for (let again = 0; again < 5; again += 1) ok(await api.get('/topology'));
  assert.match(program.output, /nine tenths of 20 connections/);

  // One of the two has made room, the other is as good as before.
  const kept = refused.filter(({ worker }) => !worker.isClosed);
  assert.equal(kept.length, 1);
  ok(await kept[0].worker.ask('GET', '/v2/topology'));

  // One who goes leaves his room to wait to another.
  const gone = all.find(({ answer }) => !answer);
  gone.worker.socket.destroy();
  for (;;) {
    const [{ answer }] = await waiting([kept[0].worker]);
    if (!answer) break;
    problem(answer, 503, 'server.too_many_waiting');
  }
  await end();
});

test('what is done already is told how far it is where there is no room to wait', async () => {
  await waiting(await wires(18));
  const [wire] = await wires(1);
  const answer = await wire.ask('POST', '/v2/process-instances', { processDefinitionId: 'p', awaitCompletion: true, requestTimeout: 600000 });
  problem(answer, 504, 'request.not_in_time');
  assert.equal((await api.search('/jobs', { filter: { type: 'work' } })).items.length, 1);
  await end();
});

test('a page finds no room for its stream where the others wait', async () => {
  const browser = await program.as('luozhiheng');
  await waiting(await wires(18));
  const [wire] = await wires(1);
  const answer = await wire.ask('GET', '/api/v1/stream', undefined, `Cookie: ${browser.cookie}\r\n`);
  assert.equal(answer.status, 503, answer.text);
  assert.equal(answer.body.code, 'server.too_many_waiting');
  ok(await wire.ask('GET', '/v2/topology'));
  await end();
});

test('the connection that is idle longest makes room', async () => {
  const all = await wires(20);
  for (const wire of all) ok(await wire.ask('GET', '/v2/topology'));
  ok(await all[0].ask('GET', '/v2/topology'));
  const more = await wires(2);
  for (const wire of more) ok(await wire.ask('GET', '/v2/topology'));
  await Promise.all([all[1].closed(), all[2].closed()]);
  assert.equal([...all, ...more].filter((wire) => wire.isClosed).length, 2);
  ok(await all[0].ask('GET', '/v2/topology'));
  await end();
});

test('a connection whose next request has begun to come makes no room', async () => {
  const all = await wires(20);
  for (const wire of all) {
    ok(await wire.ask('GET', '/v2/topology'));
    wire.socket.write('GET /v2/topology HTTP/1.1\r\n');
  }
  // What has come is known to be there once it is read: until then one may be counted as idle, which harms nobody.
  await new Promise((done) => setTimeout(done, 500));
  const [late] = await wires(1);
  problem(await late.ask('GET', '/v2/topology'), 503, 'server.too_many_connections');
  for (const wire of all) {
    wire.socket.write('Host: 127.0.0.1\r\n\r\n');
    ok(await wire.answer());
  }
  await end();
});

test('who finds no place is told so, in the shape of what was asked for', async () => {
  await wires(20);
  const [first, second] = await wires(2);
  const compatible = await first.ask('POST', '/v2/process-instances', { processDefinitionId: 'p' });
  problem(compatible, 503, 'server.too_many_connections');
  assert.equal(compatible.headers['retry-after'], '1');
  assert.equal(compatible.headers.connection, 'close');
  const own = await second.ask('GET', '/api/v1/tasks');
  assert.equal(own.status, 503, own.text);
  assert.equal(own.body.code, 'server.too_many_connections');
  assert.match(own.body.title.zh, /[一-鿿]/);
  await Promise.all([first.closed(), second.closed()]);
  const told = program.output.match(/all 20 connections/g)?.length ?? 0;
  assert.ok(told >= 1 && told <= 2, program.output);
  await end();
});

test('of very many at one moment each is told so', async () => {
  await wires(20);
  // Each asks as soon as it is connected: who asks nothing while others wait is not waited for.
  const ask = async () => (await wires(1))[0].ask('GET', '/v2/topology');
  const answers = await Promise.all(Array.from({ length: 600 }, ask));
  assert.deepEqual([...new Set(answers.map((answer) => answer?.status))], [503]);
  await end();
});

test('those who ask nothing keep the others waiting no longer than they are let', async () => {
  await wires(20);
  await wires(400);
  const [late] = await wires(1);
  problem(await late.ask('GET', '/v2/topology'), 503, 'server.too_many_connections');
  await end();
});

test('a number of connections that is none is refused', () => {
  for (const number of ['0', '9', 'many', '1000001'])
    assert.throws(() => execFileSync(binary(), ['serve', '--connections', number], { stdio: 'pipe' }), { status: 2 });
});

test('as many as fit into the files that may be open, and the log says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-'));
  const few = spawn('bash', ['-c', 'ulimit -Sn 200; ulimit -Hn 1024; exec "$@"', 'few', binary(), 'serve', '--data', folder, '--port', '0', '--packs', 'packs'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  await new Promise((resolve) => {
    for (const stream of [few.stdout, few.stderr])
      stream.on('data', (data) => {
        output += data;
        if (/http:\/\/127/.test(output)) resolve();
      });
    few.on('exit', resolve);
  });
  few.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  assert.match(output, /768 connections at once instead of 10000: this process may have 1024 files open/);
});

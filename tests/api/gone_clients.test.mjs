// Who closes his connection is not worked for any longer, and takes nothing from those who wait.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { after, before, test } from 'node:test';

import { Camunda, ok } from '../support/camunda.mjs';
import { process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({ 'charging.bpmn': process() }));
});
after(() => program.remove());

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const create = () => api.post('/process-instances', { processDefinitionId: 'charging', variables: { amount: 1 } }).then(ok);

// A request as the bytes of its connection, which is the caller's to close.
function send(path, body) {
  const text = JSON.stringify(body);
  const socket = net.connect(program.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`POST /v2${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  return socket;
}

// Seconds of a processor that the program has used.
const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
function used() {
  const [user, system] = readFileSync(`/proc/${program.process.pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13);
  return (Number(user) + Number(system)) / ticks;
}

// Takes tens of seconds of a processor: every instance is compared with every name, and fits but for the last.
const long = () => ({
  filter: { $or: Array.from({ length: 500 }, (_, a) => ({ variables: [...Array.from({ length: 4 }, () => '*'), `*${a}x*`].map((value) => ({ name: 'amount', value: { $like: value } })) })) },
});

test('a search whose client leaves is stopped, the others go on', async () => {
  await Promise.all(Array.from({ length: 600 }, create));
  const socket = send('/process-instances/search', long());
  const began = used();
  while (used() - began < 2) await pause(100);
  socket.destroy();
  assert.equal((await api.search('/process-instances', { page: { limit: 1 } })).page.totalItems, 600);

  let before;
  let end = used();
  for (let again = 0; again < 8 && !(end - before < 0.1); again += 1) {
    before = end;
    await pause(1000);
    end = used();
  }
  assert.ok(end - before < 0.1, 'the search goes on');
});

test('whoever closes his own side only is answered all the same', async () => {
  const socket = send('/process-instances/search', { page: { limit: 1 } });
  socket.end();
  let text = '';
  for await (const part of socket) text += part;
  assert.match(text, /^HTTP\/1\.1 200 /);
});

test('a worker that leaves gives its place up at once', async () => {
  const poll = { type: 'charge', worker: 'gone', timeout: 600000, maxJobsToActivate: 1000, requestTimeout: 600000 };
  const { jobs } = ok(await api.post('/jobs/activation', { ...poll, requestTimeout: -1 }));
  assert.equal(jobs.length, 600);
  for (const patience of [0, 50]) {
    const sockets = Array.from({ length: 20 }, () => send('/jobs/activation', poll));
    await Promise.all(sockets.map((socket) => new Promise((done) => socket.on('connect', done))));
    await pause(patience);
    for (const socket of sockets) socket.destroy();
    await pause(500);
    await create();
    const given = ok(await api.post('/jobs/activation', { ...poll, worker: 'stays', requestTimeout: 5000 })).jobs;
    assert.equal(given.length, 1);
  }
});

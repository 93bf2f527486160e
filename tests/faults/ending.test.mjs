// The program ends soon, whatever it still reads for whom.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { process as model } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
after(() => program?.remove());

// Some hundred thousand comparisons an instance: minutes for those below, on one core.
const slow = {
  filter: { $or: Array.from({ length: 450 }, (_, i) => ({ elementName: { $like: `*n*o*${i}*t*h*i*n*g*` } })) },
};

// Asks and does not wait for the answer.
function ask_and_go(after_ms) {
  const body = JSON.stringify(slow);
  return new Promise((resolve) => {
    const request = http.request({
      host: '127.0.0.1',
      port: program.port,
      method: 'POST',
      path: '/v2/element-instances/search',
      headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
    });
    request.on('error', () => resolve());
    request.on('response', () => resolve());
    request.end(body);
    setTimeout(() => request.destroy(), after_ms);
  });
}

test('searches whose askers have gone do not hold up the end of the program', async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'], clock: '' });
  const api = new Camunda(program);
  ok(await api.deploy({ 'charging.bpmn': model() }));
  for (let round = 0; round < 60; round += 1)
    await Promise.all(
      Array.from({ length: 50 }, () => api.post('/process-instances', { processDefinitionId: 'charging' })),
    );
  const begun = Date.now();
  const search = await api.post('/element-instances/search', slow);
  ok(search);
  const alone = Date.now() - begun;

  await Promise.all(Array.from({ length: 60 }, () => ask_and_go(500)));
  const waiting = api.post('/element-instances/search', slow);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const at = Date.now();
  const code = await program.stop();
  const took = Date.now() - at;

  assert.equal(code, 0);
  assert.ok(took < 10_000, `it took ${took} ms to end; one search takes ${alone} ms`);
  assert.ok(alone * 60 > 20_000, `one search takes ${alone} ms: too little to tell`);
  const answer = await waiting.catch((error) => error);
  if (answer instanceof Error) assert.equal(answer.code, 'ECONNRESET');
  else assert.ok([200, 503].includes(answer.status), answer.text);
});

test('whoever waits is answered when the program ends, and what is in hand is finished', async () => {
  const ending = await Program.start({ demo: false, more: ['--unprotected-v2'], clock: '' });
  try {
    const api = new Camunda(ending);
    ok(await api.deploy({ 'charging.bpmn': model() }));
    const polls = Array.from({ length: 10 }, () =>
      api.post('/jobs/activation', { type: 'nobody', worker: 'w', timeout: 1000, maxJobsToActivate: 1, requestTimeout: 60000 }),
    );
    const awaited = api.post('/process-instances', { processDefinitionId: 'charging', awaitCompletion: true, requestTimeout: 60000 });
    let made = 0;
    let is_over = false;
    const making = Array.from({ length: 10 }, async () => {
      while (!is_over) {
        const answer = await api.post('/process-instances', { processDefinitionId: 'charging' }).catch(() => null);
        if (answer?.status === 200) made += 1;
        else is_over = true;
      }
    });
    while (made < 50) await new Promise((resolve) => setTimeout(resolve, 10));

    const code = await ending.stop();

    assert.equal(code, 0);
    for (const poll of polls) problem(await poll, 503, 'server.ending');
    assert.equal((await awaited).status, 504);
    await Promise.all(making);
  } finally {
    await ending.remove();
  }
});

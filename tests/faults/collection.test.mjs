// The program is killed while workers complete the jobs of one multi-instance activity, with a modification and a migration
// between: what was acknowledged is collected in its place, and nothing else.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, test } from 'node:test';

import { Camunda, ok } from '../support/camunda.mjs';
import { process as model } from '../support/models.mjs';
import { Program } from '../support/program.mjs';
import { contradictions, select } from './invariants.mjs';

const seed = Number(process.env.JINGWEI_SEED ?? randomInt(2 ** 31));
const count = 600;
const settings = { demo: false, more: ['--unprotected-v2'], clock: '' };

const collecting = (type) => `<bpmn:serviceTask id="charge">
  <bpmn:extensionElements><zeebe:taskDefinition type="${type}"/></bpmn:extensionElements>
  <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>
    <zeebe:loopCharacteristics inputCollection="=orders" inputElement="order" outputCollection="receipts" outputElement="=receipt"/>
  </bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>
</bpmn:serviceTask>`;

let program;
after(() => program?.remove());

// By the number of their order: what a worker has asked for, and what was acknowledged.
const asked = new Map();
const acknowledged = new Map();

// Workers complete jobs until `answers` were acknowledged, then the program dies while others are under way.
async function workAndDie(jobs, answers) {
  const api = new Camunda(program);
  const left = jobs.filter((job) => !acknowledged.has(job.order));
  let isDead = false;
  let done = 0;
  const worker = async () => {
    for (let job = left.shift(); job && !isDead; job = left.shift()) {
      const receipt = `r ${job.order} “收据” ${'x'.repeat((job.order * seed) % 90)}`;
      asked.set(job.order, receipt);
      const answer = await api.post(`/jobs/${job.key}/completion`, { variables: { receipt } }).catch(() => undefined);
      if (!answer) return;
      // What was under way when the program died may have been done.
      if (answer.status !== 404) ok(answer, 204);
      acknowledged.set(job.order, receipt);
      done += 1;
      if (done < answers || isDead) continue;
      isDead = true;
      await program.stop('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  await program.stop('SIGKILL');
}

// Of the activity, and at the end of the instance, too.
const collected = () => select(program.folder, "SELECT value FROM variable_shown WHERE name = 'receipts'").map((row) => JSON.parse(row.value));

function expectExact(gone) {
  const lists = collected();
  assert.ok(lists.length > 0);
  for (const receipts of lists) {
    assert.equal(receipts.length, count);
    for (const [order, told] of receipts.entries()) {
      if (gone.has(order)) assert.equal(told, null);
      else if (acknowledged.has(order)) assert.equal(told, acknowledged.get(order), `receipt ${order}`);
      else if (told !== null) assert.equal(told, asked.get(order), `receipt ${order}`);
    }
  }
  assert.deepEqual(contradictions(program.folder), []);
}

test('what was collected survives kills, a modification and a migration', async () => {
  console.log(`repeat with JINGWEI_SEED=${seed} tests/faults/run`);
  program = await Program.start(settings);
  const api = () => new Camunda(program);
  const deploy = async (type) => ok(await api().deploy({ 'many.bpmn': model({ id: 'many', inside: collecting(type) }) })).deployments[0].processDefinition.processDefinitionKey;
  await deploy('first');
  const { processInstanceKey: instance } = ok(await api().post('/process-instances', { processDefinitionId: 'many', variables: { orders: [...Array(count).keys()] } }));
  const activated = [];
  while (activated.length < count) {
    const { jobs: more } = ok(await api().post('/jobs/activation', { type: 'first', worker: 'w', timeout: 3600000, maxJobsToActivate: count, requestTimeout: -1 }));
    assert.ok(more.length > 0);
    activated.push(...more);
  }
  assert.equal(activated.length, count);
  const jobs = activated.map((job) => ({ key: job.jobKey, order: job.variables.order, element: job.elementInstanceKey }));
  const gone = new Set();
  const again = async () => {
    program = await Program.start({ ...settings, folder: program.folder });
    expectExact(gone);
  };

  await workAndDie(jobs, 100);
  await again();

  const out = jobs.splice(count - 100, 1)[0];
  ok(await api().post(`/process-instances/${instance}/modification`, { terminateInstructions: [{ elementInstanceKey: out.element }] }), 204);
  gone.add(out.order);
  await workAndDie(jobs, 100);
  await again();

  const target = await deploy('second');
  const migrationPlan = { targetProcessDefinitionKey: target, mappingInstructions: [{ sourceElementId: 'charge', targetElementId: 'charge' }] };
  ok(await api().post(`/process-instances/${instance}/migration`, migrationPlan), 204);
  await workAndDie(jobs, 100);
  await again();

  await workAndDie(jobs, count);
  await again();
  assert.equal(ok(await api().get(`/process-instances/${instance}`)).state, 'COMPLETED');
  for (const receipts of collected()) assert.equal(receipts.filter((receipt) => receipt === null).length, 1);
});

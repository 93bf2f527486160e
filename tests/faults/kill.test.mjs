// The program is killed at random moments while several people work; after each restart everything that was
// acknowledged is there and nothing contradicts itself.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { application, ok, project } from '../support/project.mjs';
import { contradictions, select } from './invariants.mjs';

const seed = Number(process.env.JINGWEI_SEED ?? randomInt(2 ** 31));
const kills = Number(process.env.JINGWEI_KILLS ?? 50);
const persons = { chenguodong: 'chen_guodong', zhouliming: 'zhou_liming', fangyuan: 'fang_yuan' };
const board = Object.keys(persons);

// mulberry32: the same seed, the same choices.
let state = seed;
function below(count) {
  state = (state + 0x6d2b79f5) | 0;
  let bits = Math.imul(state ^ (state >>> 15), state | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return ((bits ^ (bits >>> 14)) >>> 0) % count;
}

const told = { clients: new Map(), projects: new Map(), votes: [] };
let made = 0;

async function makeClient(people) {
  const name = `单位 ${seed} ${++made}`;
  const answer = await people.linxiaoyu.post('/records/client', { values: { name } });
  const client = ok(answer);
  told.clients.set(client.id, { name, number: client.number, version: client.version });
}

async function changeClient(people) {
  const [id, known] = [...told.clients].at(below(told.clients.size));
  if (known.is_changing) return makeClient(people);
  known.is_changing = true;
  const name = `改名 ${seed} ${++made}`;
  known.may_be = name;
  const changed = ok(await people.linxiaoyu.patch(`/records/client/${id}`, { version: known.version, values: { name } }));
  told.clients.set(id, { name, number: known.number, version: changed.version });
}

// Started and applied for: two acknowledged acts.
async function startProject(people) {
  const [client] = [...told.clients.keys()];
  const values = project(client);
  const started = ok(await people.linxiaoyu.post('/processes/solution_project_flow/instances', { values }));
  told.projects.set(started.record.id, started);
  ok(await people.linxiaoyu.complete('application', { outcome: 'done', values: application }, started.record));
  started.is_applied = true;
}

async function vote(people) {
  const waiting = [...told.projects.values()].filter((each) => each.is_applied);
  const member = board[below(board.length)];
  const chosen = waiting[below(Math.max(waiting.length, 1))];
  const task = chosen && (await people[member].task('initiation', chosen.record));
  if (!task) return startProject(people);
  const act = { act: 'complete', outcome: 'agree', opinion: '同意', version: task.version };
  const answer = await people[member].post(`/tasks/${task.key}/acts`, act);
  if (answer.status < 300) told.votes.push({ task: task.key, member });
  else assert.equal(answer.status, 409, answer.text);
}

// Works until `answers` acts were acknowledged, then kills the program while the others are under way.
async function workAndDie(program, people, answers) {
  let left = answers;
  let is_dead = false;
  const worker = async () => {
    while (!is_dead) {
      const act = [makeClient, changeClient, startProject, vote, vote][below(5)];
      try {
        await act(people);
      } catch (error) {
        if (!is_dead) throw error;
        return;
      }
      if (--left > 0 || is_dead) continue;
      is_dead = true;
      await program.stop('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

function lost(folder) {
  const missing = [];
  const clients = new Map(select(folder, 'SELECT id, name, number FROM r_client').map((row) => [String(row.id), row]));
  const numbers = new Set();
  for (const [id, known] of told.clients) {
    const row = clients.get(String(id));
    if (!row || row.number !== known.number) missing.push(`client ${id} ${known.number}`);
    // A change that was under way may have been done.
    else if (row.name !== known.name && row.name !== known.may_be) missing.push(`name of client ${id}: ${row.name}`);
    if (numbers.has(known.number)) missing.push(`number ${known.number} was given twice`);
    numbers.add(known.number);
  }
  const instances = new Set(select(folder, 'SELECT CAST(key AS TEXT) AS key FROM process_instance').map((row) => row.key));
  const applied = new Set(
    select(folder, "SELECT CAST(instance AS TEXT) AS key FROM work_task WHERE element = 'application' AND state <> 'open'").map((row) => row.key),
  );
  for (const { instance, is_applied } of told.projects.values()) {
    if (!instances.has(String(instance))) missing.push(`instance ${instance}`);
    if (is_applied && !applied.has(String(instance))) missing.push(`application of ${instance}`);
  }
  const votes = new Set(
    select(folder, "SELECT CAST(task AS TEXT) || ' ' || person AS vote FROM work_seat WHERE outcome = 'agree'").map((row) => row.vote),
  );
  for (const { task, member } of told.votes) {
    if (!votes.has(`${task} ${persons[member]}`)) missing.push(`vote of ${member} on ${task}`);
  }
  return missing;
}

let program;
after(() => program?.remove());

test('what was acknowledged survives a kill at any moment', async () => {
  const how = `repeat with JINGWEI_SEED=${seed} tests/faults/run`;
  console.log(how);
  program = await Program.start();
  const people = {};
  for (const name of ['linxiaoyu', ...board]) people[name] = await program.as(name);
  await makeClient(people);
  for (let i = 0; i < kills; ++i) {
    await workAndDie(program, people, 1 + below(24));
    program = await Program.start({ folder: program.folder });
    for (const person of Object.values(people)) person.program = program;

    assert.deepEqual([...lost(program.folder), ...contradictions(program.folder)], [], `${how}, after kill ${i + 1}`);
  }
  console.log(`${kills} kills, ${told.clients.size} clients, ${told.projects.size} projects, ${told.votes.length} votes`);
  assert.ok(told.votes.length > kills / 5, 'enough was done');
});

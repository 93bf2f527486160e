// The doors by which somebody might pass a gate. Each takes a gate's ways at a walk that stands
// before it and answers a list of cells: {way, refused: code, clause} as the door answered, {way,
// still: why} for what the door lets happen without anything of the records moving, or {none: why}
// where there is no such door.
import assert from 'node:assert/strict';

import { process } from '../support/models.mjs';

const valuesOf = (way, walk) => (typeof way.values === 'function' ? way.values(walk) : way.values);
const nameOf = (way) => [way.kind, way.element ?? way.type, way.transition].filter(Boolean).join(' ');

// The task that a way is about: of the one who tries, or of somebody else. Keys are known to whoever
// was told of them, so that the door is tried with a good key.
async function keyOf(walk, way) {
  const about = way.about ? { type: way.about, id: walk.known[way.about] } : walk.record;
  const task = await walk.task(way.of ?? way.who, way.element, about);
  assert.ok(task, `no open task ${way.element} of ${way.of ?? way.who}`);
  return task.key;
}

async function tryWay(walk, way, client) {
  const at = `/records/${way.type}`;
  const id = walk.known[way.type];
  switch (way.kind) {
    case 'task':
      return client.post(`/tasks/${await keyOf(walk, way)}/acts`, { act: 'complete', ...way.act, values: valuesOf(way.act, walk) });
    case 'move':
      return client.post(`${at}/${id}/transitions/${way.transition}`, { values: valuesOf(way, walk) });
    case 'create':
      return client.post(at, { values: valuesOf(way, walk) });
    default: {
      const { version } = await walk.read(way.type);
      return client.patch(`${at}/${id}`, { version, values: valuesOf(way, walk) });
    }
  }
}

function cell(way, answer) {
  assert.ok(answer.status >= 400, `${nameOf(way)} was let through: ${answer.text.slice(0, 300)}`);
  return { way: nameOf(way), refused: answer.body.code, clause: answer.body.clause ?? '' };
}

async function eachWay(ways, ask) {
  const cells = [];
  for (const way of ways) cells.push(cell(way, await ask(way)));
  return cells;
}

function expectWay(way, found) {
  assert.equal(found.refused, way.code, `${nameOf(way)}: ${JSON.stringify(found)}`);
  if (way.clause !== undefined) assert.equal(found.clause, way.clause, nameOf(way));
}

async function asHimself(gate, walk, clientOf) {
  const cells = await eachWay(gate.ways, async (way) => tryWay(walk, way, await clientOf(way.who)));
  cells.forEach((found, index) => expectWay(gate.ways[index], found));
  return cells;
}

// What an administrator without a post is told: he is not asked, whatever else speaks against it. Where he may hand a
// seat on, the gate itself keeps him from it.
const administrators = {
  task: ['work.no_task', 'work.not_yours', 'work.suspended'],
  move: ['records.forbidden', 'records.transition_not_allowed'],
  create: ['records.forbidden'],
  update: ['records.forbidden'],
};

async function administrator(gate, walk) {
  const admin = await walk.world.browser('admin');
  const cells = await eachWay(gate.ways, (way) => tryWay(walk, way, admin));
  cells.forEach(({ refused }, index) => {
    const { kind, code } = gate.ways[index];
    assert.ok(refused === code || administrators[kind].includes(refused), `${nameOf(gate.ways[index])}: ${refused}`);
  });
  return cells;
}

const csvCell = (value) => `"${String(value).replaceAll('"', '""')}"`;

async function file(gate, walk) {
  const ways = gate.ways.filter((way) => way.kind === 'create');
  if (ways.length === 0) return [{ none: 'a file makes new records only' }];
  const cells = [];
  for (const way of ways) {
    const client = await walk.as(way.who);
    const values = valuesOf(way, walk);
    const csv = `${Object.keys(values).join(',')}\r\n${Object.values(values).map(csvCell).join(',')}\r\n`;
    const send = (mode) =>
      client.request('POST', `/records/${way.type}/import?mode=${mode}`, csv, { 'Content-Type': 'text/csv' });
    const [problem] = (await send('preview')).body.problems;
    const applied = await send('apply');
    assert.equal(applied.body.code, 'records.import_invalid', applied.text);
    const found = { way: nameOf(way), refused: problem.code, clause: problem.clause ?? '' };
    expectWay(way, found);
    cells.push(found);
  }
  return cells;
}

// /v2 has people's tasks, but no records. Outcome and opinion travel as variables.
async function userTask(gate, walk) {
  const ways = gate.ways.filter((way) => way.kind === 'task' && (way.act.act ?? 'complete') === 'complete');
  if (ways.length === 0) return [{ none: '/v2 knows tasks, no records' }];
  return eachWay(ways, async (way) => {
    const { outcome, opinion } = way.act;
    const variables = { ...valuesOf(way.act, walk), outcome, ...(opinion && { opinion }) };
    const key = await keyOf(walk, way);
    const answer = await walk.world.camunda(way.who).post(`/user-tasks/${key}/completion`, { variables });
    const code = way.code === 'work.not_yours' ? 'work.decided_by_people' : way.code;
    if (way.code !== 'work.no_task') assert.equal(answer.body.code, code, answer.text);
    return answer;
  });
}

async function runningInstance(walk) {
  const { state } = (await walk.world.camunda('admin').get(`/process-instances/${walk.instance}`)).body;
  return state === 'ACTIVE';
}

async function variables(gate, walk) {
  if (!walk.instance) return [{ none: 'no process runs' }];
  const forged = { outcome: 'agree', agree: 3, disagree: 0, total: 3 };
  const values = {
    path: 'standard',
    record: { id: walk.known.solution_project, state: 'closed', class: 'standard' },
    initiation: forged,
    plan_confirmation: { ...forged, outcome: 'confirm' },
  };
  const at = `/element-instances/${walk.instance}/variables`;
  const answer = await walk.world.camunda('admin').request('PUT', at, { variables: values });
  if (answer.status >= 400) return [{ way: 'variables', refused: answer.body.code, clause: '' }];
  return [{ way: 'variables', still: 'gates ask records and votes, never variables' }];
}

async function job(gate, walk) {
  for (const type of ['records:transition', 'records:create', 'records:update']) {
    const request = { type, timeout: 10_000, maxJobsToActivate: 10, requestTimeout: -1 };
    const { body } = await walk.world.camunda('admin').post('/jobs/activation', request);
    assert.deepEqual(body.jobs, []);
  }
  return [{ none: 'what acts on records is no job: it runs inside' }];
}

async function message(gate, walk) {
  const cells = [];
  for (const way of gate.ways) {
    const event = way.transition ?? (way.kind === 'create' ? 'created' : 'changed');
    const type = way.type ?? 'solution_project';
    const forged = { name: `${type}.${event}`, correlationKey: walk.known[type] ?? '1', variables: {} };
    for (const act of ['publication', 'correlation']) {
      const answer = await walk.world.camunda('admin').post(`/messages/${act}`, forged);
      assert.equal(answer.body?.code, 'app.belongs_to_pack', answer.text);
      cells.push(cell(way, answer));
    }
  }
  return cells;
}

// A model of one's own that asks for the transition, and one that stands in for the pack's.
async function deployment(gate, walk) {
  const admin = walk.world.camunda('admin');
  const asking = (type, transition) => process({
    id: 'back_door',
    inside: `<bpmn:serviceTask id="charge"><bpmn:extensionElements><zeebe:taskDefinition type="records:transition"/>
      <zeebe:taskHeaders><zeebe:header key="type" value="${type}"/><zeebe:header key="record" value="${walk.known[type]}"/>
      <zeebe:header key="transition" value="${transition}"/></zeebe:taskHeaders></bpmn:extensionElements></bpmn:serviceTask>`,
  });
  const cells = [];
  for (const way of gate.ways.filter(({ kind }) => kind === 'move')) {
    const answer = await admin.deploy({ 'back_door.bpmn': asking(way.type, way.transition) });
    assert.equal(answer.body.code, 'app.acts_on_records', answer.text);
    cells.push(cell(way, answer));
  }
  const twin = await admin.deploy({ 'twin.bpmn': process({ id: 'solution_project_flow', inside: '<bpmn:task id="charge"/>' }) });
  assert.equal(twin.body.code, 'app.belongs_to_pack', twin.text);
  cells.push({ way: 'solution_project_flow', refused: twin.body.code, clause: '' });
  return cells;
}

async function outsideLink(gate, walk) {
  const type = gate.about ?? 'solution_project';
  const owner = await walk.as(type === 'solution_project' ? 'linxiaoyu' : 'guming');
  const made = await owner.post(`/records/${type}/${walk.known[type]}/outside-links`, { purpose: 'view', days: 1 });
  if (made.status >= 400) return [{ way: 'view', refused: made.body.code, clause: made.body.clause ?? '' }];
  const nobody = walk.world.program.client();
  const at = `/outside/${made.body.token}`;
  const page = await nobody.get(at);
  const signed = await nobody.post(`${at}/sign`, { name: '路人', image: 'AAAA', hash: page.body.hash ?? 'x' });
  assert.ok(signed.status >= 400, signed.text);
  return [{ way: 'sign', refused: signed.body.code, clause: signed.body.clause ?? '' }];
}

async function timer(gate, walk) {
  await walk.world.pass('P1D');
  return [{ way: 'a day', still: 'timers remind and escalate, none decides' }];
}

// Last: it moves the work itself, and still nothing of the records.
async function modification(gate, walk) {
  if (!walk.instance || !gate.skip) return [{ none: walk.instance ? 'the process has ended' : 'no process runs' }];
  const [sourceElementId, targetElementId] = gate.skip;
  const instructions = { moveInstructions: [{ sourceElementId, targetElementId }] };
  const at = `/process-instances/${walk.instance}/modification`;
  const answer = await walk.world.camunda('admin').post(at, instructions);
  if (answer.status >= 400) return [{ way: targetElementId, refused: answer.body.code, clause: '' }];
  assert.ok(await runningInstance(walk) || targetElementId.startsWith('ended'), 'the work goes on');
  return [{ way: targetElementId, still: 'the work moves, the record waits at its gate' }];
}

export const doors = {
  'browser session': (gate, walk) => asHimself(gate, walk, (who) => walk.as(who)),
  'API token': (gate, walk) => asHimself(gate, walk, (who) => walk.world.token(who)),
  administrator,
  'file import': file,
  '/v2 task completion': userTask,
  '/v2 variables': variables,
  '/v2 jobs': job,
  '/v2 messages': message,
  '/v2 deployment': deployment,
  'outside link': outsideLink,
  'clock and timers': timer,
  '/v2 modification': modification,
};

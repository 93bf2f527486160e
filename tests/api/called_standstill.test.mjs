// A matter that an administrator suspends: what it has called stands still with it, and goes on with it.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [{ id: 'asked', candidates: 'person:he_jun', due: 'P1D', overdue: 'pass', remind: 'PT4H/PT4H*3' }]));
  addLine(packs, 'calls', [{ id: 'inner', calls: 'paper_flow' }, { id: 'behind', candidates: 'person:gu_ming' }]);
  addLine(packs, 'calls_twice', [{ id: 'outer', calls: 'calls' }]);
  addLine(packs, 'strict', [{ id: 'timed', candidates: 'person:he_jun', due: 'P1D', overdue: 'reject' }]);
  addLine(packs, 'calls_strict', [{ id: 'inner', calls: 'strict' }]);
  program = await Program.start({ packs });
  await signIn();
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

// Sessions end while the days go by.
async function signIn() {
  for (const name of ['linxiaoyu', 'hejun', 'guming', 'admin']) people[name] = await program.as(name);
}
const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: '申请' } })).instance;
const act = async (instance, name) => ok(await people.admin.post(`/instances/${instance}/acts`, { act: name, text: '等候决定' }));
const advance = async (by) => {
  ok(await people.admin.post('/clock/advance', { by }));
  await signIn();
};
const asked = async (beside = '') => {
  const { items } = ok(await people.hejun.get('/tasks?box=todo&size=100'));
  return items.find((row) => row.element === 'asked' && (beside ? row.instance === beside : row.instance !== plain));
};
const standing = async (instance) => ok(await people.linxiaoyu.get(`/instances/${instance}`)).status.id;
const reminders = async () => ok(await people.hejun.get('/notices?size=100')).items.filter((one) => one.kind === 'remind').length;
let plain; // the same step in a matter of its own, which stands still as long

for (const process of ['calls', 'calls_twice']) {
  test(`${process}: the clocks of what was called stand still and go on`, async () => {
    plain = await start('paper_flow');
    const instance = await start(process);
    const { key, due_at: due } = await asked();
    for (const each of [plain, instance]) await act(each, 'suspend');
    assert.equal((await asked()).status.id, 'suspended');
    assert.equal(await standing(instance), 'suspended');
    const halted = ok(await people.linxiaoyu.get('/tasks?box=started&state=suspended&size=100')).items;
    assert.deepEqual(halted.map((row) => row.instance).filter((each) => [plain, instance].includes(each)).toSorted(), [plain, instance].toSorted());
    const told = await reminders();

    await advance('P3D');

    const resting = await asked();
    assert.deepEqual([resting.status.id, resting.due_at, await reminders()], ['suspended', due, told]);
    refused(await people.hejun.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree' }), 'work.suspended');

    for (const each of [plain, instance]) await act(each, 'resume');
    const moved = (await asked()).due_at;
    assert.equal(moved, (await asked(plain)).due_at);
    assert.ok(Date.parse(moved) > Date.parse(due));
    await advance('P4D'); // to a Monday: what is left of a deadline is counted in working time
    assert.equal(await asked(), undefined, 'it passed when its moved deadline came');
    const task = ok(await people.guming.get('/tasks?box=todo')).items.find((row) => row.element === 'behind');
    ok(await people.guming.post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: 'agree' }));
  });
}

test('what a rule refused in what was called is told apart from what a person refused', async () => {
  const [byRule, byPerson] = [await start('calls_strict'), await start('calls_strict')];
  const { items } = ok(await people.hejun.get('/tasks?box=todo&size=100'));
  const own = items.filter((row) => row.element === 'timed').toSorted((one, other) => Number(one.key) - Number(other.key))[1];
  ok(await people.hejun.post(`/tasks/${own.key}/acts`, { act: 'complete', outcome: 'disagree', opinion: '不行' }));
  await advance('P3D');
  assert.deepEqual([await standing(byRule), await standing(byPerson)], ['auto_rejected', 'rejected']);
});

test('what an administrator suspended by itself stays so when its caller is suspended and goes on', async () => {
  const before = new Set(ok(await people.hejun.get('/tasks?box=todo&size=100')).items.map((row) => row.key));
  const caller = await start('calls');
  const row = async () => ok(await people.hejun.get('/tasks?box=todo&size=100')).items.find((one) => !before.has(one.key));
  const { instance: called } = await row();
  await act(called, 'suspend');

  await act(caller, 'suspend');
  refused(await people.admin.post(`/instances/${called}/acts`, { act: 'resume', text: '继续' }), 'engine.caller_suspended', 409);
  await act(caller, 'resume');

  assert.equal(await standing(called), 'suspended');
  assert.equal((await row()).status.id, 'suspended');
  await act(called, 'resume');
  assert.equal(await standing(called), 'running');

  // What rests with its caller only goes on with it.
  for (const name of ['suspend', 'resume']) await act(caller, name);
  assert.equal(await standing(called), 'running');
});

for (const process of ['calls', 'calls_twice']) {
  test(`${process}: what was called stands still by itself, and its caller is shown so`, async () => {
    const instance = await start(process);
    const inner = ok(await people.hejun.get('/tasks?box=todo&size=100')).items.filter((row) => row.element === 'asked').toSorted((one, other) => Number(other.key) - Number(one.key))[0].instance;
    const shown = async () => ok(await people.linxiaoyu.get(`/instances/${instance}`));
    const listed = async () => ok(await people.linxiaoyu.get('/tasks?box=started&state=suspended&size=100')).items.some((row) => row.instance === instance);
    assert.deepEqual([(await shown()).status.id, await listed(), (await shown()).current[0].suspended], ['running', false, undefined]);

    await act(inner, 'suspend');

    const { status, current } = await shown();
    assert.deepEqual([status.id, await listed(), current[0].suspended], ['suspended', true, true]);
    assert.equal(current[0].called?.current[0].suspended, process === 'calls' ? true : undefined);
    await act(inner, 'resume');
    assert.deepEqual([(await shown()).status.id, await listed()], ['running', false]);
  });
}

test('the story of what was called begins with nobody', async () => {
  const instance = await start('calls');
  const inner = ok(await people.linxiaoyu.get(`/instances/${instance}`)).current[0].called.key;
  const { timeline, starter } = ok(await people.linxiaoyu.get(`/instances/${inner}`));
  const [first] = timeline.filter((one) => one.act === 'started');
  assert.deepEqual([starter.id, first.person.id, first.title.zh], ['lin_xiaoyu', 'system', '触发 paper_flow']);
});

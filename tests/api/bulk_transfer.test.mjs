// Open tasks of one person go to another, all or some (批量转交): by himself, by an administrator, by who keeps the organisation.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const step = { id: 'first', candidates: 'person:he_jun' };
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [step]));
  addLine(packs, 'joint_flow', [{ id: 'joint', candidates: 'person:he_jun, person:fang_yuan', policy: 'all' }]);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'guming', 'admin', 'daining']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: '批量' } })).instance;
const todo = async (who) => ok(await people[who].get('/tasks?box=todo&size=100')).items;
const taskOf = async (who, instance) => (await todo(who)).find((row) => row.instance === instance)?.key;
const preview = (who, person, to = '') => people[who].get(`/people/${person}/transfer?to=${to}`);
const transfer = (who, person, body) => people[who].post(`/people/${person}/transfer`, body);
const notices = async (who) => ok(await people[who].get('/notices?size=100')).items;
const told = async (instance) => ok(await people.linxiaoyu.get(`/instances/${instance}`)).timeline.findLast((one) => one.act === 'transferred');

test('the preview says what goes and what stays, and why', async () => {
  const alone = await start('paper_flow');
  const joint = await start('joint_flow');

  const seen = ok(await preview('hejun', 'he_jun', 'fang_yuan'));

  const of = (task) => seen.items.find((one) => one.task === task);
  assert.equal(of(await taskOf('hejun', alone)).stays, undefined);
  assert.equal(of(await taskOf('hejun', joint)).stays.code, 'work.transfer_not_allowed');
  assert.equal(seen.to.name, '方远');
  assert.ok(ok(await preview('admin', 'he_jun')).items.every((one) => one.stays === undefined));
});

test('chosen tasks of his own go, and he finds them among what he has done', async () => {
  const kept = await taskOf('hejun', await start('paper_flow'));
  const instance = await start('paper_flow');
  const gone = await taskOf('hejun', instance);

  const done = ok(await transfer('hejun', 'he_jun', { to: 'gu_ming', reason: '本周出差', tasks: [gone] }));

  assert.deepEqual(done.items.map((one) => [one.task, one.stays]), [[gone, undefined]]);
  assert.ok((await todo('hejun')).some((row) => row.key === kept));
  assert.equal(await taskOf('guming', instance), gone);
  assert.equal((await told(instance)).by_administrator, undefined);
  assert.equal((await told(instance)).text, '本周出差');
  const row = ok(await people.hejun.get('/tasks?box=done&state=transferred&size=100')).items.find((one) => one.key === gone);
  assert.equal(row.status.id, 'transferred');
  ok(await people.guming.post(`/tasks/${gone}/acts`, { act: 'complete', outcome: 'agree' }));
});

test('an administrator gives all of it to another, with one notice to each and a story that says so', async () => {
  const instance = await start('paper_flow');
  const count = ok(await preview('admin', 'he_jun', 'gu_ming')).items.length;
  assert.ok(count > 2);

  const done = ok(await transfer('admin', 'he_jun', { to: 'gu_ming', reason: '长期病假' }));

  assert.equal(done.items.filter((one) => !one.stays).length, count);
  assert.deepEqual(await todo('hejun'), []);
  assert.equal((await told(instance)).by_administrator, true);
  assert.equal((await notices('guming')).filter((one) => one.title.zh === `转交（管理员代操作）：何俊的 ${count} 项待办转交给您`).length, 1);
  assert.equal((await notices('hejun')).filter((one) => one.title.zh === `已由管理员转交：您的 ${count} 项待办转交给顾鸣`).length, 1);
  const again = ok(await transfer('admin', 'he_jun', { to: 'gu_ming', reason: '长期病假' }));
  assert.deepEqual(again.items, []);
});

test('what was done meanwhile is answered, not lost', async () => {
  const over = await taskOf('hejun', await start('paper_flow'));
  ok(await people.hejun.post(`/tasks/${over}/acts`, { act: 'complete', outcome: 'agree' }));

  const done = ok(await transfer('hejun', 'he_jun', { to: 'gu_ming', reason: '出差', tasks: [over, '99'] }));

  assert.deepEqual(done.items.map((one) => one.stays.code), ['work.task_over', 'work.no_task']);
});

test('who keeps the organisation may, not for himself; others may not', async () => {
  const instance = await start('paper_flow');
  refused(await transfer('guming', 'he_jun', { to: 'gu_ming', reason: '我来' }), 'app.not_allowed', 403);
  refused(await preview('guming', 'he_jun'), 'app.not_allowed', 403);
  refused(await transfer('daining', 'he_jun', { to: 'dai_ning', reason: '我来' }), 'app.beyond_keeping', 403);

  ok(await transfer('daining', 'he_jun', { to: 'fang_yuan', reason: '调岗交接' }));

  assert.equal((await told(instance)).by_administrator, true);
  assert.equal((await told(instance)).person.id, 'dai_ning');
});

test('it is refused without somebody else, a reason, or tasks that are keys', async () => {
  refused(await transfer('hejun', 'he_jun', { to: 'he_jun', reason: '出差' }), 'work.transfer_not_allowed');
  refused(await transfer('hejun', 'he_jun', { to: 'nobody', reason: '出差' }), 'work.unknown_person');
  refused(await transfer('hejun', 'he_jun', { to: 'gu_ming', reason: ' ' }), 'work.reason_required');
  refused(await transfer('hejun', 'he_jun', { to: 'gu_ming', reason: '出差', tasks: [] }), 'request.wrong_type');
  refused(await transfer('hejun', 'he_jun', { to: 'gu_ming', reason: '出差', tasks: ['x'] }), 'request.not_found');
  refused(await transfer('admin', 'nobody', { to: 'gu_ming', reason: '出差' }), 'app.no_person');
});

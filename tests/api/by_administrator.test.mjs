// What an administrator does for somebody else, and how it is told (管理员代操作).
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const first = { id: 'first', candidates: 'person:he_jun' };
const own = { id: 'own', candidates: 'person:administrator' };
const joint = { id: 'joint', candidates: 'person:he_jun, person:fang_yuan', policy: 'all' };
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [first, own]));
  addLine(packs, 'joint_flow', [joint]);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'guming', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: '病假' } })).instance;
const task = async (who, element, instance) => ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.element === element && row.instance === instance);
const act = (who, key, body) => people[who].post(`/tasks/${key}/acts`, body);
const entry = async (instance, name) => ok(await people.linxiaoyu.get(`/instances/${instance}`)).timeline.findLast((one) => one.act === name);

test('an administrator gives the open task of somebody who is ill to another, and the story says so', async () => {
  const instance = await start('paper_flow');
  const { key } = await task('hejun', 'first', instance);
  assert.equal(ok(await people.admin.get(`/tasks/${key}`)).seats[0].transferable, true);
  assert.equal(ok(await people.hejun.get(`/tasks/${key}`)).seats[0].transferable, undefined);
  refused(await act('guming', key, { act: 'transfer', persons: ['gu_ming'], text: '我来' }), 'work.no_task');
  refused(await act('admin', key, { act: 'transfer', persons: ['gu_ming'] }), 'work.reason_required');

  ok(await act('admin', key, { act: 'transfer', persons: ['gu_ming'], text: '何俊病假' }));

  assert.equal(await task('hejun', 'first', instance), undefined);
  const told = await entry(instance, 'transferred');
  assert.equal(told.by_administrator, true);
  assert.equal(told.text, '何俊病假');
  const of = async (who) => ok(await people[who].get('/notices?size=100')).items.filter((one) => one.link === `/tasks/${key}`).map((one) => one.title.zh);
  assert.ok((await of('guming')).some((title) => title.startsWith('转办（管理员代操作）')));
  assert.ok((await of('hejun')).some((title) => title.startsWith('已由管理员转办他人')));
  ok(await act('guming', key, { act: 'complete', outcome: 'agree' }));
});

test('what he does as the person asked is his own act', async () => {
  const instance = await start('paper_flow');
  ok(await act('hejun', (await task('hejun', 'first', instance)).key, { act: 'complete', outcome: 'agree' }));
  const mine = await task('admin', 'own', instance);
  ok(await act('admin', mine.key, { act: 'transfer', persons: ['gu_ming'], text: '请您办理' }));
  assert.equal((await entry(instance, 'transferred')).by_administrator, undefined);
});

test('of several seats he names one, and nobody gets two of them', async () => {
  const instance = await start('joint_flow');
  const { key } = await task('hejun', 'joint', instance);
  refused(await act('admin', key, { act: 'transfer', persons: ['gu_ming'], text: '病假' }), 'request.wrong_type');
  refused(await act('admin', key, { act: 'transfer', seat: '1', persons: ['fang_yuan'], text: '病假' }), 'work.transfer_not_allowed');
  ok(await act('admin', key, { act: 'transfer', seat: '1', persons: ['gu_ming'], text: '病假' }));
  ok(await act('guming', key, { act: 'complete', outcome: 'agree' }));
  ok(await act('fangyuan', key, { act: 'complete', outcome: 'agree' }));
  assert.equal(ok(await people.linxiaoyu.get(`/instances/${instance}`)).status.id, 'passed');
});

test('what he moves to its end he has terminated, also after somebody agreed', async () => {
  const instance = await start('paper_flow');
  ok(await act('hejun', (await task('hejun', 'first', instance)).key, { act: 'complete', outcome: 'agree' }));
  ok(await people.admin.post(`/instances/${instance}/acts`, { act: 'jump', target: 'end', text: '已另行办理' }));

  const matter = ok(await people.linxiaoyu.get(`/instances/${instance}`));
  assert.deepEqual([matter.status.id, matter.status.title.zh], ['terminated', '终止']);
  const ended = matter.timeline.find((one) => one.act === 'canceled' && one.by_administrator);
  assert.equal(ended.text, '已另行办理');
  assert.equal(await task('admin', 'own', instance), undefined);
  assert.deepEqual(ok(await people.linxiaoyu.get('/tasks?box=started&state=terminated')).items.map((row) => row.instance), [instance]);
});

test('suspending, resuming, moving and voiding a matter are told as his', async () => {
  const instance = await start('paper_flow');
  const on = (body) => people.admin.post(`/instances/${instance}/acts`, { text: '纠正', ...body });
  ok(await on({ act: 'suspend' }));
  assert.equal((await entry(instance, 'suspended')).by_administrator, true);
  ok(await on({ act: 'resume' }));
  assert.equal((await entry(instance, 'resumed')).by_administrator, true);
  ok(await on({ act: 'jump', target: 'own' }));
  assert.equal((await entry(instance, 'jumped')).by_administrator, true);
  ok(await on({ act: 'void' }));
  assert.equal((await entry(instance, 'voided')).by_administrator, true);
  const other = await start('paper_flow');
  ok(await people.admin.post(`/instances/${other}/acts`, { act: 'cancel', text: '不再需要' }));
  const told = ok(await people.linxiaoyu.get(`/instances/${other}`)).timeline.findLast((one) => one.act === 'canceled' && one.by_administrator);
  assert.equal(told.text, '不再需要');
});

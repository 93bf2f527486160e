// Opinions that a step keeps from the applicant: he learns how it was decided, and nowhere what was said.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper, paperModel } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const kept = { policy: 'all', area: '会签意见', prompt: '请说明价格是否合理' };
const model = paperModel({
  first: { candidates: 'person:he_jun, person:lin_xiaoyu', opinions: 'not:starter', ...kept },
  second: { candidates: 'person:fang_yuan', opinions: 'not:starter, leader', ...kept },
});
const words = '报价偏高三成';
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(model, { read: 'everyone' });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'suqing', 'hejun', 'fangyuan', 'qianduo', 'chenguodong', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (who) => ok(await people[who].post('/processes/paper_flow/instances', { values: { title: '采购' } })).instance;
const taskOf = async (who, instance) => ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance).key;
async function say(who, instance, opinion) {
  const key = await taskOf(who, instance);
  ok(await people[who].post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree', opinion }));
  return key;
}
const upload = async (who, name) => ok(await people[who].post(`/attachments?name=${name}`, Buffer.from(name)), 201).id;
const readsFile = async (who, file) => (await people[who].get(`/attachments/${file}`)).status === 200;
const storyOf = async (who, instance, act) =>
  ok(await people[who].get(`/instances/${instance}`)).timeline.filter((entry) => entry.act === act);
// Everything that somebody is told of a matter and its tasks.
async function told(who, instance, keys) {
  const of = async (path) => (await people[who].get(path)).text;
  const pages = [`/instances/${instance}`, `/instances/${instance}/timeline`, `/instances/${instance}/paper?language=zh`, '/notices', ...keys.map((key) => `/tasks/${key}`)];
  return (await Promise.all(pages.map(of))).join('\n');
}

test('the starter is told that it was agreed to, and nowhere the words', async () => {
  const instance = await start('suqing');
  const keys = [await say('hejun', instance, words), await say('linxiaoyu', instance, words)];
  keys.push(await say('fangyuan', instance, words));

  const said = await told('suqing', instance, keys);
  assert.ok(!said.includes(words), said.slice(Math.max(0, said.indexOf(words) - 300), said.indexOf(words) + 100));
  assert.equal(ok(await people.suqing.get(`/instances/${instance}`)).state, 'completed');
  const votes = await storyOf('suqing', instance, 'voted');
  assert.deepEqual(
    votes.map((entry) => [entry.person.id, entry.outcome?.id, entry.opinion]),
    [['he_jun', 'agree', undefined], ['lin_xiaoyu', 'agree', undefined], ['fang_yuan', 'agree', undefined]],
  );
  const page = ok(await people.suqing.get(`/tasks/${keys[0]}`));
  assert.equal(page.outcome.id, 'agree');
  assert.deepEqual(page.seats.map((seat) => [seat.outcome.id, seat.opinion]), [['agree', undefined], ['agree', undefined]]);
  const [area] = ok(await people.suqing.get(`/instances/${instance}`)).areas;
  assert.deepEqual(area.opinions.map((each) => [each.outcome.id, each.opinion]), [['agree', undefined], ['agree', undefined], ['agree', undefined]]);
  for (const reader of ['hejun', 'fangyuan', 'admin']) assert.ok((await told(reader, instance, [])).includes(words), reader);
});

test('others read on as the step says: all who read the matter, or whom it names', async () => {
  const instance = await start('suqing');
  await say('hejun', instance, '第一步的话');
  await say('linxiaoyu', instance, '');
  await say('fangyuan', instance, '第二步的话');

  const clerk = await told('qianduo', instance, []);
  assert.deepEqual([clerk.includes('第一步的话'), clerk.includes('第二步的话')], [true, false]);
  const leader = await told('chenguodong', instance, []);
  assert.deepEqual([leader.includes('第一步的话'), leader.includes('第二步的话')], [true, true]);
});

test('a starter who is asked at the step reads what is said there', async () => {
  const instance = await start('linxiaoyu');
  await say('hejun', instance, '第一步的话');
  await say('linxiaoyu', instance, '');
  await say('fangyuan', instance, '第二步的话');

  const said = await told('linxiaoyu', instance, []);
  assert.deepEqual([said.includes('第一步的话'), said.includes('第二步的话')], [true, false]);
});

test('the files of an opinion are kept from the starter, his own are not, nor why a matter comes back to him', async () => {
  const instance = await start('suqing');
  const key = await taskOf('hejun', instance);
  const own = await upload('suqing', 'own.txt');
  ok(await people.suqing.post(`/tasks/${key}/acts`, { act: 'comment', text: '报价单在此', files: [own] }));
  const kept = await upload('hejun', 'kept.txt');
  ok(await people.hejun.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree', opinion: words, files: [kept] }));
  ok(await people.linxiaoyu.post(`/tasks/${key}/acts`, { act: 'return', target: '$starter', text: '请补三家报价' }));

  assert.deepEqual(await Promise.all([own, kept].map((file) => readsFile('suqing', file))), [true, false]);
  assert.ok(await readsFile('linxiaoyu', kept));
  const [returned] = await storyOf('suqing', instance, 'returned');
  assert.equal(returned.text, '请补三家报价');
  const [comment] = await storyOf('suqing', instance, 'commented');
  assert.equal(comment.text, '报价单在此');
  assert.ok(!(await told('suqing', instance, [key])).includes(words));
});

test('what is said about the matter to the starter by name, he reads', async () => {
  const instance = await start('suqing');
  const key = await taskOf('hejun', instance);
  ok(await people.hejun.post(`/tasks/${key}/acts`, { act: 'comment', text: '供应商是谁？', mentions: ['su_qing'] }));
  ok(await people.hejun.post(`/tasks/${key}/acts`, { act: 'comment', text: '此人可疑' }));

  const texts = async (who) => (await storyOf(who, instance, 'commented')).map((entry) => entry.text);
  assert.deepEqual(await texts('suqing'), ['供应商是谁？', undefined]);
  assert.deepEqual(await texts('linxiaoyu'), ['供应商是谁？', '此人可疑']);
});

test('a step says what it asks for in the opinion', async () => {
  const instance = await start('suqing');
  assert.equal(ok(await people.hejun.get(`/tasks/${await taskOf('hejun', instance)}`)).prompt.zh, '请说明价格是否合理');
});

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

test('a step says what it asks for in the opinion', async () => {
  const instance = await start('suqing');
  assert.equal(ok(await people.hejun.get(`/tasks/${await taskOf('hejun', instance)}`)).prompt.zh, '请说明价格是否合理');
});

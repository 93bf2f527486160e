// 意见框: the opinions of steps stand in named areas of the form, on the page and on paper.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper, paperModel } from '../support/paper.mjs';
import { stroke } from '../support/pictures.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const model = paperModel({
  first: { candidates: 'person:he_jun', area: '部门意见' },
  second: { candidates: 'person:fang_yuan, person:tang_wei', policy: 'all', area: '会签意见', signature: 'none', blind: 'true', opinions: 'administrator' },
  third: { candidates: 'person:he_jun', area: '部门意见' },
  fourth: { candidates: 'position:general_manager', area: '领导批示' },
});
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(model, { read: 'everyone' });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'tangwei', 'chenguodong', 'qianduo', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async () => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '采购' } })).instance;
const taskOf = async (who, instance) => ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance).key;
const say = async (who, instance, act) => ok(await people[who].post(`/tasks/${await taskOf(who, instance)}/acts`, { act: 'complete', outcome: 'agree', ...act }));
const areasOf = async (who, instance) => ok(await people[who].get(`/instances/${instance}`)).areas.map((area) => [area.title.zh, area.opinions.map((one) => one.opinion)]);

test('each opinion stands in the area of its step, several steps share one, an empty one waits', async () => {
  const instance = await start();
  const image = ok(await people.hejun.request('POST', '/attachments?name=sign.png', stroke, { 'Content-Type': 'application/octet-stream' })).id;
  await say('hejun', instance, { opinion: '部门同意', signature: { image, name: '何俊' } });

  const { areas } = ok(await people.linxiaoyu.get(`/instances/${instance}`));
  assert.deepEqual(areas.map((area) => area.title.zh), ['部门意见', '会签意见', '领导批示']);
  const [said] = areas[0].opinions;
  assert.deepEqual([said.opinion, said.person.id, said.outcome.id, said.step.zh, said.signature.image], ['部门同意', 'he_jun', 'agree', 'first', image]);
  assert.deepEqual([areas[1].opinions, areas[2].opinions], [[], []]);
  const task = ok(await people.fangyuan.get(`/tasks/${await taskOf('fangyuan', instance)}`));
  assert.equal(task.areas[0].opinions[0].opinion, '部门同意');

  const paper = (await people.linxiaoyu.get(`/instances/${instance}/paper?language=zh`)).text;
  const at = paper.indexOf('部门意见');
  assert.ok(at > 0 && paper.indexOf('部门同意', at) > at && paper.includes('领导批示'), paper.slice(0, 3000));
  assert.match(paper.slice(at, paper.indexOf('会签意见')), /data:image\/png/);
});

test('a blind vote is not there before the decision, and what one may not read never', async () => {
  const instance = await start();
  await say('hejun', instance, { opinion: '部门同意' });
  await say('fangyuan', instance, { opinion: '先看预算' });
  const joint = async (who) => (await areasOf(who, instance))[1][1];
  assert.deepEqual(await joint('tangwei'), []);
  assert.deepEqual(await joint('fangyuan'), ['先看预算']);

  await say('tangwei', instance, { opinion: '可行' });

  assert.deepEqual(await joint('linxiaoyu'), ['先看预算', '可行']);
  assert.deepEqual(await joint('qianduo'), []);
  const paper = (await people.qianduo.get(`/instances/${instance}/paper?language=zh`)).text;
  assert.ok(paper.includes('部门同意') && !paper.includes('先看预算'));
  await say('hejun', instance, { opinion: '已核对' });
  assert.deepEqual((await areasOf('linxiaoyu', instance))[0], ['部门意见', ['部门同意', '已核对']]);
});

test('what was returned over does not count any more', async () => {
  const instance = await start();
  await say('hejun', instance, { opinion: '第一次意见' });
  const key = await taskOf('fangyuan', instance);
  ok(await people.fangyuan.post(`/tasks/${key}/acts`, { act: 'return', target: 'first', text: '请补充' }));
  assert.deepEqual((await areasOf('linxiaoyu', instance))[0], ['部门意见', []]);
  await say('hejun', instance, { opinion: '第二次意见' });
  assert.deepEqual((await areasOf('linxiaoyu', instance))[0], ['部门意见', ['第二次意见']]);
});

test('a process without areas says nothing of them', async () => {
  const { instance } = ok(await people.linxiaoyu.post('/processes/demand_flow/instances', { values: { title: '咨询', unit: 'sales_department', content: '客户问价' } }));
  assert.equal(ok(await people.linxiaoyu.get(`/instances/${instance}`)).areas, undefined);
});

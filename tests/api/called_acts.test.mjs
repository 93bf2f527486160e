// 拿回 and 撤回 see what was done in a process that the matter has called.
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
const withdrawable = { process: { withdraw: 'before_first_act' } };
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [{ id: 'first', candidates: 'person:he_jun' }, { id: 'call', calls: 'inner' }, { id: 'last', candidates: 'person:zhou_liming' }], withdrawable));
  addLine(packs, 'inner', [{ id: 'both', candidates: 'person:su_qing, person:gu_ming', policy: 'all' }]);
  addLine(packs, 'outer', [{ id: 'call', calls: 'inner' }, { id: 'last', candidates: 'person:zhou_liming' }], withdrawable);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'suqing', 'guming']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: process } })).instance;
const todo = async (name, element) => ok(await people[name].get('/tasks?box=todo&size=100')).items.find((one) => one.element === element);
const agree = async (name, element) => {
  const { key, version } = await todo(name, element);
  ok(await people[name].post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree', version }));
  return key;
};
const acts = async (key) => ok(await people.hejun.get(`/tasks/${key}`)).acts;
const takeBack = (key) => people.hejun.post(`/tasks/${key}/acts`, { act: 'take_back' });

test('who acted before a call takes back as long as nobody has acted in what was called', async () => {
  await start('paper_flow');
  const untouched = await agree('hejun', 'first');
  assert.ok((await acts(untouched)).includes('take_back'));
  ok(await takeBack(untouched));
  const key = await agree('hejun', 'first');
  await agree('suqing', 'both');

  assert.ok(!(await acts(key)).includes('take_back'));
  refused(await takeBack(key), 'work.take_back_not_allowed', 422);
  assert.ok(await todo('guming', 'both'), 'what was called goes on');
});

test('the first act counts for 撤回 also where it was done in what was called', async () => {
  const instance = await start('outer');
  const offered = async () => ok(await people.linxiaoyu.get(`/instances/${instance}`)).acts;
  assert.ok((await offered()).includes('withdraw'));
  await agree('suqing', 'both');

  assert.ok(!(await offered()).includes('withdraw'));
  refused(await people.linxiaoyu.post(`/instances/${instance}/acts`, { act: 'withdraw', text: '不办了' }), 'work.withdraw_not_allowed', 422);
});

// States by code in lists and filters, codes of the story, and what becomes of a deleted matter.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const first = { id: 'first', candidates: 'person:he_jun' };
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [first]));
  addLine(packs, 'nobody_passes', [{ ...first, candidates: 'position:process_analyst', empty: 'pass' }]);
  addLine(packs, 'nobody_rejects', [{ ...first, candidates: 'position:process_analyst', empty: 'reject' }]);
  addLine(packs, 'counted', [{ id: 'votes', candidates: 'person:he_jun, person:fang_yuan, person:gu_ming', policy: 'count', pass: '2' }]);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'guming', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: process } })).instance;
const matter = async (instance) => ok(await people.linxiaoyu.get(`/instances/${instance}`));
const started = async (state) => ok(await people.linxiaoyu.get(`/tasks?box=started&state=${state}`)).items.map((row) => row.instance);
const todo = async (who, instance) => ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
const act = async (who, instance, body) => people[who].post(`/tasks/${(await todo(who, instance)).key}/acts`, body);

test('what rules decide is told from what people decide', async () => {
  const passed = await start('nobody_passes');
  const rejected = await start('nobody_rejects');
  const agreed = await start('paper_flow');
  ok(await act('hejun', agreed, { act: 'complete', outcome: 'agree' }));
  assert.deepEqual(
    [(await matter(passed)).status.id, (await matter(rejected)).status.id, (await matter(agreed)).status.id],
    ['auto_passed', 'auto_rejected', 'passed'],
  );
  assert.deepEqual([await started('auto_passed'), await started('auto_rejected'), await started('passed')], [[passed], [rejected], [agreed]]);
  const listed = ok(await people.linxiaoyu.get('/instances?scope=mine&state=auto_passed')).items;
  assert.deepEqual(listed.map((row) => row.key), [passed]);
  const codes = (await matter(passed)).timeline.map((entry) => entry.code);
  assert.deepEqual([codes[0], codes.includes('AUTO_PASS'), codes.at(-1)], ['START', true, 'AUTO_PASS']);
  assert.ok((await matter(agreed)).timeline.some((entry) => entry.code === 'PASS'));
});

test('a draft, and what was given away, is told to who did it', async () => {
  const instance = await start('paper_flow');
  const { key } = await todo('hejun', instance);
  ok(await people.hejun.post(`/tasks/${key}/acts`, { act: 'save_draft', opinion: '先看' }));
  assert.equal((await todo('hejun', instance)).status.id, 'saved');
  ok(await act('hejun', instance, { act: 'transfer', persons: ['fang_yuan'], text: '出差' }));
  const [row] = ok(await people.hejun.get('/tasks?box=done&state=transferred')).items;
  assert.deepEqual([row.task, row.status.id], [key, 'transferred']);
  assert.equal((await todo('fangyuan', instance)).status.id, 'open');
});

test('a deleted matter is there for administrators only', async () => {
  const instance = await start('paper_flow');
  const remove = (who, text) => people[who].post(`/instances/${instance}/acts`, { act: 'delete', text });
  refused(await remove('admin', '误发起'), 'work.no_instance');
  ok(await act('hejun', instance, { act: 'complete', outcome: 'agree' }));
  refused(await remove('linxiaoyu', '误发起'), 'app.not_allowed');
  const { acts } = ok(await people.admin.get(`/instances/${instance}`));
  assert.ok(acts.includes('delete'));

  const deleted = ok(await remove('admin', '误发起'));

  assert.deepEqual([deleted.status.id, deleted.acts], ['deleted', []]);
  const told = deleted.timeline.find((entry) => entry.act === 'deleted');
  assert.deepEqual([told.by_administrator, told.text, told.code], [true, '误发起', 'DELETE']);
  refused(await people.linxiaoyu.get(`/instances/${instance}`), 'app.no_instance');
  refused(await people.linxiaoyu.get(`/processes/paper_flow?again=${instance}`), 'app.no_instance');
  assert.ok(!(await started('passed')).includes(instance));
  const all = async (state) => ok(await people.admin.get(`/instances?scope=all${state}`)).items.map((row) => row.key);
  assert.ok(!(await all('')).includes(instance));
  assert.deepEqual(await all('&state=deleted'), [instance]);
});

test('the table of a box has the numbers of WeCom', async () => {
  const table = await people.linxiaoyu.get('/tasks/export.csv?box=started');
  assert.match(table.text.split('\n')[0], /企业微信状态码/);
  assert.match(table.text, /自动通过,2/);
  assert.match(table.text, /自动拒绝,3/);
});

test('in the table of what somebody has done stands his own vote, whatever was decided', async () => {
  const instance = await start('counted');
  const vote = async (who, outcome) => ok(await act(who, instance, { act: 'complete', outcome, opinion: '意见' }));
  const told = async (who) => (await people[who].get('/tasks/export.csv?box=done&process=counted')).text.trim().split('\n').at(-1).split(',').slice(-3);
  await vote('hejun', 'disagree');
  assert.deepEqual(await told('hejun'), ['不同意', '不同意', '3'], 'also while others have yet to vote');
  await vote('fangyuan', 'agree');
  await vote('guming', 'agree');
  assert.equal((await matter(instance)).status.id, 'passed');
  assert.deepEqual([await told('hejun'), await told('fangyuan')], [['不同意', '不同意', '3'], ['同意', '同意', '2']]);
});

test('every sentence of an automatic act is in English too', async () => {
  const { timeline } = await matter((await started('auto_rejected'))[0]);
  for (const entry of timeline) {
    for (const text of [entry.title.en, entry.reason_text?.en ?? '']) assert.doesNotMatch(text, /\p{Script=Han}/u, `${entry.act}: ${text}`);
    assert.equal(entry.text, undefined, entry.act);
  }
  assert.ok(timeline.some((entry) => entry.reason_text));
});

// A step whose outcome brings the record where it is already: one behind another with the same transition, one that is asked again.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const states = `states: {draft: 草稿, approved: 已批准, refused: 未批准}
transitions:
  approve: {title: 批准, from: draft, to: approved}
  refuse: {title: 不批准, from: draft, to: refused}
`;
const deciding = { 'on.agree.transition': 'approve', 'on.disagree.transition': 'refuse' };
let packs;
let program;
const people = {};
before(async () => {
  const steps = [
    { id: 'first', candidates: 'person:he_jun', ...deciding },
    { id: 'second', candidates: 'person:zhou_liming', ...deciding },
  ];
  packs = packsWithPaper(lineOf('paper_flow', steps), { fields: states, read: 'everyone' });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'zhouliming', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const act = async (who, instance, outcome) => {
  const task = ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
  return people[who].post(`/tasks/${task.key}/acts`, { act: 'complete', outcome, opinion: '已阅' });
};
const stateOf = async (record) => ok(await people.linxiaoyu.get(`/records/paper/${record.id}`)).state.id;

const begin = async () => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '两级' } }));
const matter = async (instance) => ok(await people.linxiaoyu.get(`/instances/${instance}`));

test('a step agrees to what the one before has approved', async () => {
  const { instance, record } = await begin();
  ok(await act('hejun', instance, 'agree'));
  assert.equal(await stateOf(record), 'approved');

  ok(await act('zhouliming', instance, 'agree'));

  assert.equal(await stateOf(record), 'approved');
  assert.equal((await matter(instance)).status.id, 'passed');
});

test('a dissent counts where the record cannot be moved any more: it stays, and the story and the administrators are told', async () => {
  const { instance, record } = await begin();
  ok(await act('hejun', instance, 'agree'));

  ok(await act('zhouliming', instance, 'disagree'));

  const ended = await matter(instance);
  assert.equal(ended.status.id, 'rejected');
  assert.equal(await stateOf(record), 'approved', 'no step undoes it by another transition');
  const kept = ended.timeline.find((entry) => entry.act === 'record_kept');
  assert.deepEqual([kept.title.zh, kept.reason_text.zh], ['second：单据状态未改变', '单据现为“已批准”，不能“不批准”，保持原状；不同意照常计入']);
  const told = ok(await people.admin.get('/notices')).items.find((notice) => notice.title.zh.startsWith('不同意已计入，单据状态没有改变'));
  assert.match(told.text.zh, /已批准/);
});

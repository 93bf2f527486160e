// A step whose outcome brings the record where it is already: one behind another with the same transition, one that is asked again.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

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
  for (const name of ['linxiaoyu', 'hejun', 'zhouliming']) people[name] = await program.as(name);
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

test('a step agrees to what the one before has approved, and no step undoes it by another transition', async () => {
  const { instance, record } = ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '两级' } }));
  ok(await act('hejun', instance, 'agree'));
  assert.equal(await stateOf(record), 'approved');

  refused(await act('zhouliming', instance, 'disagree'), 'records.transition_not_allowed');
  ok(await act('zhouliming', instance, 'agree'));

  assert.equal(await stateOf(record), 'approved');
  assert.equal(ok(await people.linxiaoyu.get(`/instances/${instance}`)).status.id, 'passed');
});

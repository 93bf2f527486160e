// A step that is not done in time moves on by rule (jw:overdue=jump), but passes over no step that moves the record.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const states = `states: {drafted: 起草, approved: 已批准, filed: 已归档}
transitions:
  approve: {title: 批准, from: drafted, to: approved}
  file: {title: 归档, from: approved, to: filed}
`;
const late = (target) => ({ id: 'first', candidates: 'person:he_jun', due: 'PT4H', overdue: `jump ${target}` });
const moving = { id: 'moving', candidates: 'person:fang_yuan', transition: 'approve' };
const last = { id: 'last', candidates: 'person:gu_ming', transition: 'file' };
let packs;
let program;
const people = {};
async function signIn() {
  for (const name of ['linxiaoyu', 'admin']) people[name] = await program.as(name);
}
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [late('last'), moving, last]), { fields: states });
  addLine(packs, 'up_to_it', [late('moving'), { id: 'between', candidates: 'person:he_jun' }, moving, last]);
  program = await Program.start({ packs });
  await signIn();
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

async function overdue(process) {
  const { instance } = ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: '急件' } }));
  ok(await people.admin.post('/clock/advance', { by: 'PT5H' }));
  await signIn();
  return ok(await people.linxiaoyu.get(`/instances/${instance}`));
}
const waiting = (matter) => matter.timeline.filter((one) => one.act === 'pending').map((one) => one.element);

test('up to the step that moves the record it goes', async () => {
  const matter = await overdue('up_to_it');

  assert.deepEqual(waiting(matter), ['moving']);
  assert.equal(matter.timeline.find((one) => one.act === 'jumped').reason, 'overdue_jump');
});

test('past it the task stays, its story says why and administrators are told', async () => {
  const matter = await overdue('paper_flow');

  assert.deepEqual(waiting(matter), ['first']);
  const told = matter.timeline.find((one) => one.act === 'jump_refused');
  assert.deepEqual([told.reason, told.code, told.person.id], ['overdue_jump_refused', 'TIMEOUT', 'system']);
  assert.match(told.reason_text.zh, /未执行：不能越过推进记录状态的环节跳转/);
  assert.match(told.reason_text.en, /cannot pass over the steps that move the record/);
  const row = ok(await people.admin.get('/notices?size=50')).items.find((one) => one.title.zh.startsWith('到期跳转未执行'));
  assert.equal(row.kind, 'incident');
  assert.equal(matter.status.id, 'running');
});

// 通过后撤回: offered as long as what was approved can be undone, and no longer.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { run } from '../support/command.mjs';
import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const approve = { id: 'first', candidates: 'person:he_jun' };
const undoable = { withdraw_after: 'P31D', 'on.withdraw_after.transition': 'undo' };
// Approved papers can be undone; filed ones cannot.
const states = `states: {draft: 草稿, approved: 已批准, filed: 已归档, undone: 已撤销}
transitions:
  approve: {title: 批准, from: draft, to: approved}
  file: {title: 归档, from: approved, to: filed, by: [everyone]}
  undo: {title: 撤销, from: approved, to: undone}
`;
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [{ ...approve, 'on.agree.transition': 'approve' }], { process: undoable }), { fields: states, read: 'everyone' });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

async function passed() {
  const { instance, record } = ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '撤回' } }));
  const task = ok(await people.hejun.get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
  ok(await people.hejun.post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: 'agree' }));
  return { instance, record };
}
const shown = async (instance) => ok(await people.linxiaoyu.get(`/instances/${instance}`));
const withdraw = (instance) => people.linxiaoyu.post(`/instances/${instance}/acts`, { act: 'withdraw', text: '填错了' });

test('what is approved can be taken back once, and its record is marked from then on', async () => {
  const { instance, record } = await passed();
  const row = async () => ok(await people.linxiaoyu.get('/records/paper?size=100')).items.find((one) => one.id === record.id);
  assert.equal((await row()).voided, undefined);
  const { acts, withdrawal } = await shown(instance);
  assert.ok(acts.includes('withdraw'));
  assert.deepEqual([withdrawal.transition.zh, withdrawal.from.zh, withdrawal.to.zh], ['撤销', '已批准', '已撤销']);
  assert.deepEqual(withdrawal.persons.map((one) => one.id), ['he_jun']);
  ok(await withdraw(instance));
  const over = await shown(instance);
  assert.equal(over.status.id, 'withdrawn_after');
  assert.ok(!over.acts.includes('withdraw'));
  assert.equal(over.withdrawal, undefined);
  const notice = ok(await people.hejun.get('/notices')).items.find((one) => one.kind === 'withdraw');
  assert.equal(notice.title.zh, '通过后已撤销：paper_flow：撤回');
  assert.equal(notice.text.zh, '林晓雨：填错了');
  assert.deepEqual((await row()).voided, { id: 'withdrawn_after', title: { zh: '通过后已撤销', en: 'Withdrawn after it passed' } });
});

test('what was filed since is not offered, and refused', async () => {
  const { instance, record } = await passed();
  ok(await people.linxiaoyu.post(`/records/paper/${record.id}/transitions/file`, {}));
  assert.ok(!(await shown(instance)).acts.includes('withdraw'));
  refused(await withdraw(instance), 'records.transition_not_allowed');
});

test('the check names a time to take back that undoes nothing', () => {
  const wrong = packsWithPaper(lineOf('paper_flow', [approve], { process: { withdraw_after: 'P31D' } }));
  addLine(wrong, 'right', [approve]);
  const { code, out, err } = run(['check', join(wrong, 'papers')]);
  rmSync(wrong, { recursive: true, force: true });
  assert.notEqual(code, 0);
  assert.match(out + err, /paper_flow\.bpmn.*jw:withdraw_after: of no use without jw:on\.withdraw_after\.transition/);
});

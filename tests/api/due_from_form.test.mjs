// A due date out of the form: by jw:due in FEEL, and by the schedule of the diagram.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const process = { reads: 'title, wanted', start_fields: 'title=required, wanted=edit' };
const step = { id: 'first', candidates: 'person:he_jun' };
const schedule = '<zeebe:taskSchedule dueDate="=record.wanted" followUpDate="2026-03-05"/>';
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [{ ...step, due: '= record.wanted' }], { process }), {
    fields: '  wanted: {type: date, title: 期望日期}\n',
  });
  addLine(packs, 'scheduled', [{ ...step, xml: schedule }], { process });
  addLine(packs, 'by_rule', [{ ...step, due: '= if record.title = &quot;急&quot; then &quot;PT4WH&quot; else &quot;soon&quot;' }], { process });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

async function arrived(process, values) {
  const { instance } = ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values }));
  const row = ok(await people.hejun.get('/tasks?box=todo&size=100')).items.find((one) => one.instance === instance);
  return ok(await people.hejun.get(`/tasks/${row.key}`));
}

test('a day is the end of its work, on a day off that of the next working day', async () => {
  assert.equal((await arrived('paper_flow', { title: '一', wanted: '2026-03-10' })).due_at, '2026-03-10T10:00:00Z');
  assert.equal((await arrived('paper_flow', { title: '二', wanted: '2026-03-07' })).due_at, '2026-03-09T10:00:00Z');
  assert.equal((await arrived('paper_flow', { title: '三' })).due_at, undefined, 'nothing is wanted');
});

test('the schedule of the diagram says the same', async () => {
  const task = await arrived('scheduled', { title: '四', wanted: '2026-03-10' });
  assert.deepEqual([task.due_at, task.follow_up_at, task.light], ['2026-03-10T10:00:00Z', '2026-03-05T01:00:00Z', 'green']);
});

test('a rule gives a duration; what is none is told', async () => {
  const urgent = await arrived('by_rule', { title: '急' });
  assert.ok(urgent.due_at > '2026-03-02T04:00:00Z' && urgent.due_at < '2026-03-03', urgent.due_at);
  const other = await arrived('by_rule', { title: '不急' });
  assert.equal(other.due_at, undefined);
  const told = other.timeline.find((entry) => entry.act === 'due_unknown');
  assert.deepEqual([told.person.id, told.code], ['system', 'RULE']);
  assert.match(told.reason_text.en, /the model gave "soon"/);
});

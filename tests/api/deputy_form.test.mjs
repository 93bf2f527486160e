// What the page of a step offers a deputy is what the step takes from him.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper, paperModel } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const fields = `  note: {type: text, title: 批注}
rules:
  - {on: update, keep: [note], when: 'actor.person = "he_jun" or actor.on_behalf_of = "he_jun"', refuse: {id: paper.note_kept, text: 批注由审批人填写}}
`;
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(paperModel({ first: { candidates: 'person:he_jun', fields: 'title=read, note=edit', batch: 'allowed' } }), { fields });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const mine = async (who) => ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.element === 'first');

test('a deputy meets the fields of the one he stands in for, on the page and as he types', async () => {
  ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '呈批' } }));
  ok(await people.hejun.post('/deputies', { deputy: 'fang_yuan' }));
  const { key } = await mine('fangyuan');

  assert.equal(ok(await people.fangyuan.get(`/tasks/${key}`)).form.fields.note.editable, true);
  const typed = ok(await people.fangyuan.post('/forms/evaluate', { subject: { task: key }, values: { note: '同意' } }));
  assert.equal(typed.fields.note.editable, true);
  assert.equal(ok(await people.linxiaoyu.get(`/tasks/${key}`)).form.fields.note.editable, false);
  ok(await people.fangyuan.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree', values: { note: '同意' } }));
});

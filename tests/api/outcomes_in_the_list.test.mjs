// An outcome whose transition requires a field is decided from the list once that is filled in.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper, paperModel } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const steps = {
  decision: { candidates: 'person:he_jun', batch: 'allowed', outcomes: 'ok:同意, no:退回', fields: 'title=read, note=edit', 'on.ok.transition': 'pass', 'on.no.transition': 'drop' },
};
const states = `  note: {type: text, title: 备注}
states: {open: 待批, passed: 已批, dropped: 已退回}
transitions:
  pass: {title: 同意, from: open, to: passed}
  drop: {title: 退回, from: open, to: dropped, required: [note]}
`;
let packs;
let program;
let sales;
let reader;
before(async () => {
  packs = packsWithPaper(paperModel(steps, { start_fields: 'title=required, note=edit', withdraw: 'none' }), { fields: states, read: 'everyone' });
  program = await Program.start({ packs });
  [sales, reader] = [await program.as('linxiaoyu'), await program.as('hejun')];
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const offered = async (values) => {
  const { instance } = ok(await sales.post('/processes/paper_flow/instances', { values: { title: '呈批', ...values } }));
  const { key, at_once: outcomes } = ok(await reader.get('/tasks?box=todo&size=100')).items.find((one) => one.instance === instance);
  return { key, outcomes: outcomes.map(({ id }) => id) };
};

test('what cannot succeed from the list is not offered there', async () => {
  const { key, outcomes } = await offered({});
  assert.deepEqual(outcomes, ['ok']);
  assert.deepEqual(ok(await reader.post('/tasks/acts', { tasks: [key], outcome: 'ok' })).items, [{ task: key, done: true }]);
});

test('with its field filled in it is', async () => {
  const { key, outcomes } = await offered({ note: '缺附件' });
  assert.deepEqual(outcomes, ['ok', 'no']);
  assert.deepEqual(ok(await reader.post('/tasks/acts', { tasks: [key], outcome: 'no' })).items, [{ task: key, done: true }]);
});

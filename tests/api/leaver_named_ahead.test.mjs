// 离职交接: later steps for which a field of a running record names the leaver are told before he leaves.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

let packs;
let program;
const people = {};
const steps = [
  { id: 'one', candidates: 'person:he_jun' },
  { id: 'two', candidates: 'field:crew', policy: 'all' },
  { id: 'three', candidates: 'field:leader' },
];
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', steps, { process: { start_fields: 'title=required, crew=edit, leader=edit' } }), {
    fields: '  crew: {type: person, many: true, title: 小组}\n  leader: {type: person, title: 组长}\n',
  });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (values) => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '采购', ...values } })).instance;
const told = async (person) => ok(await people.admin.get(`/people/${person}/leaving`)).chosen.map((one) => [one.instance, one.element, one.field?.zh]);
const done = async (instance) => {
  const { key } = ok(await people.hejun.get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
  ok(await people.hejun.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree' }));
};

test('each step that has not begun is told with its field, and to the successor afterwards', async () => {
  const both = await start({ crew: ['zhou_liming', 'su_qing'], leader: 'zhou_liming' });
  const begun = await start({ crew: ['zhou_liming'] });
  await start({ crew: ['su_qing'], leader: 'su_qing' });
  await done(begun);

  const expected = [[both, 'two', '小组'], [both, 'three', '组长']];
  assert.deepEqual(await told('zhou_liming'), expected);

  const positions = ok(await people.admin.get('/people/zhou_liming/leaving')).positions.map((one) => one.id);
  ok(await people.admin.post('/people/zhou_liming/leave', { reason: '离职', successor: 'fang_yuan', positions: Object.fromEntries(positions.map((id) => [id, 'fang_yuan'])) }));

  assert.deepEqual(await told('fang_yuan'), expected);
  await done(both);
  const fang = await program.as('fangyuan');
  assert.ok(ok(await fang.get('/tasks?box=todo&size=100')).items.some((row) => row.instance === both && row.element === 'two'));
});

// 离职交接: records that name who leaves as the one who answers for them go to others in the same act.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper, paperModel } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const fields = `  clerk: {type: person, title: 经办人, handed_over: true, default: '= "he_jun"'}
  witness: {type: person, title: 见证人, default: '= "he_jun"'}
states: {draft: 草稿, filed: 已归档}
transitions:
  file: {title: 归档, from: draft, to: filed, by: [everyone]}
rules:
  - {on: update, keep: [clerk], when: 'false', refuse: {id: paper.clerk_kept, text: 经办人不改动}}
  - {on: update, when: 'clerk != "gu_ming"', refuse: {id: paper.not_a_clerk, text: 经办人须有此职责}}
`;
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(paperModel({ filing: { candidates: 'field:clerk' } }), { fields, read: 'everyone' });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (title) => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title } })).record;
const paper = async ({ id }) => ok(await people.linxiaoyu.get(`/records/paper/${id}`));
const held = async () => ok(await people.admin.get('/people/he_jun/leaving')).records.filter(({ id }) => id.startsWith('paper/'));
const todo = async (who) => ok(await people[who].get('/tasks?box=todo&size=100')).items.filter((row) => row.element === 'filing').length;

test('what he answers for is listed, and another takes his place where the rules agree', async () => {
  const open = await start('呈批');
  const over = await start('旧件');
  ok(await people.linxiaoyu.post(`/records/paper/${over.id}/transitions/file`, {}));
  const id = `paper/${open.id}/clerk`;
  assert.deepEqual(await held(), [{ id, title: '呈批', type: { zh: '呈批件', en: '呈批件' }, field: { zh: '经办人', en: '经办人' } }]);
  assert.ok((await todo('hejun')) > 0);

  const rest = { reason: '离职', successor: 'fang_yuan' };
  refused(await people.admin.post('/people/he_jun/leave', { ...rest, records: { [id]: 'gu_ming' } }), 'paper.not_a_clerk');
  const missing = refused(await people.admin.post('/people/he_jun/leave', { reason: '离职' }), 'work.no_successor').missing;
  assert.ok(missing.some((one) => one.field === id && one.label.zh === '呈批'));
  ok(await people.admin.post('/people/he_jun/leave', { ...rest, records: { [id]: 'fang_yuan' } }));

  assert.equal((await paper(open)).values.clerk, 'fang_yuan');
  assert.equal((await paper(open)).values.witness, 'he_jun');
  assert.equal((await paper(over)).values.clerk, 'he_jun');
  assert.ok((await todo('fangyuan')) > 0);
});

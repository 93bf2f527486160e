// 流程负责人视图: for whom each task waits, and for how long. Nobody urges himself.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [{ id: 'one', candidates: 'person:he_jun, person:su_qing', due: 'P1D' }, { id: 'two', candidates: 'person:gu_ming' }]));
  addLine(packs, 'joint', [{ id: 'all', candidates: 'person:lin_xiaoyu, person:he_jun', policy: 'all' }]);
  addLine(packs, 'owned', [{ id: 'one', candidates: 'person:gu_ming' }], { process: { owner: 'position:product_manager' } });
  addLine(packs, 'own', [{ id: 'mine', candidates: 'starter' }]);
  program = await Program.start({ packs });
  await signIn();
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

async function signIn() {
  for (const name of ['linxiaoyu', 'hejun', 'suqing', 'guming', 'fangyuan', 'admin']) people[name] = await program.as(name);
}
const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: '采购' } })).instance;
const rows = async (process) => ok(await people.admin.get(`/processes/${process}/waiting/tasks`)).items;
const acts = async (who, instance) => ok(await people[who].get(`/instances/${instance}`)).acts;
const urge = (who, instance) => people[who].post(`/instances/${instance}/acts`, { act: 'urge' });
const heard = async (who) => ok(await people[who].get('/notices?size=100')).items.filter((one) => one.kind === 'urge').length;

test('a row of the owner names whom it waits for, and for how long', async () => {
  await start('paper_flow');

  const [row] = await rows('paper_flow');

  assert.deepEqual(row.waiting.persons.map((one) => one.id).toSorted(), ['he_jun', 'su_qing']);
  assert.equal(row.waiting.since, row.created_at);
  assert.equal(row.waiting.seconds, 0);
  assert.equal(row.overdue, false);
  ok(await people.admin.post('/clock/advance', { by: 'P2D' }));
  await signIn();
  const [late] = await rows('paper_flow');
  assert.equal(late.waiting.seconds, 2 * 86_400);
  assert.equal(late.overdue, true);
});

test('who has it himself is not offered to urge, and is refused', async () => {
  const instance = await start('own');

  assert.ok(!(await acts('linxiaoyu', instance)).includes('urge'));
  refused(await urge('linxiaoyu', instance), 'work.own_turn', 409);
});

test('where others have it, too, they hear of it and he does not', async () => {
  const instance = await start('joint');
  const before = [await heard('linxiaoyu'), await heard('hejun')];

  assert.ok((await acts('linxiaoyu', instance)).includes('urge'));
  ok(await urge('linxiaoyu', instance));

  assert.deepEqual([await heard('linxiaoyu'), await heard('hejun')], [before[0], before[1] + 1]);
  refused(await urge('linxiaoyu', instance), 'work.urged_recently', 429);
});

test('who may take what others may take as well has it himself', async () => {
  const instance = await start('paper_flow');
  const { key } = ok(await people.suqing.get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);

  refused(await people.suqing.post(`/tasks/${key}/acts`, { act: 'urge' }), 'work.own_turn', 409);
});

test('the owner of a process urges what he has no part in, once an hour, under his name', async () => {
  const instance = await start('owned');
  assert.deepEqual(await acts('fangyuan', instance), ['urge']);

  ok(await urge('fangyuan', instance));

  const [notice] = ok(await people.guming.get('/notices?size=100')).items.filter((one) => one.kind === 'urge');
  assert.match(notice.title.zh, /流程负责人方远催办/);
  const told = ok(await people.linxiaoyu.get(`/instances/${instance}`)).timeline.find((entry) => entry.act === 'urged');
  assert.deepEqual([told.person.id, told.reason_text.zh], ['fang_yuan', '由流程负责人催办']);
  refused(await urge('fangyuan', instance), 'work.urged_recently', 429);
  refused(await people.fangyuan.post(`/instances/${instance}/acts`, { act: 'comment', text: '请看' }), 'work.no_instance', 404);
  refused(await urge('hejun', instance), 'app.no_instance', 404);
});

test('a misspelt word of an act is refused with the words there are', async () => {
  const instance = await start('paper_flow');
  const { key } = ok(await people.hejun.get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
  const wrong = async (request, place, words) => {
    const answer = await people.hejun.post(`/tasks/${key}/acts`, { text: '请看', ...request });
    refused(answer, 'request.wrong_type', 400);
    assert.deepEqual([answer.body.place, answer.body.detail], [place, words]);
  };

  await wrong({ act: 'return', target: '$starter', strategy: 'bakc' }, 'strategy', 'again or back');
  await wrong({ act: 'add_signer', persons: ['gu_ming'], relation: 'afer' }, 'relation', 'before, after or beside');
  await wrong({ act: 'add_signer', persons: ['gu_ming'], signers: 'zzz' }, 'signers', 'all, any or one_by_one');
});

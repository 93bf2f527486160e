// Who acts on a page that is old by now learns who took the task from him, when, and what was done.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [{ id: 'all', candidates: 'person:su_qing, person:gu_ming', policy: 'all' }, { id: 'last', candidates: 'person:zhou_liming' }]));
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'suqing', 'guming', 'fangyuan', 'hejun', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

async function begun() {
  const { instance } = ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '合同' } }));
  const { key } = ok(await people.suqing.get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
  return { instance, key };
}
const act = (who, key, body) => people[who].post(`/tasks/${key}/acts`, body);
const ofMatter = async (who, instance, body) => ok(await people[who].post(`/instances/${instance}/acts`, body));
const when = '2\\d{3}-\\d\\d-\\d\\d \\d\\d:\\d\\d';
function assertTold(answer, code, who, what) {
  const { title } = refused(answer, code);
  assert.match(title.zh, new RegExp(`^${who}于 ${when} ${what}`));
}
const agree = { act: 'complete', outcome: 'agree' };

test('a colleague has returned it', async () => {
  const { key } = await begun();
  ok(await act('guming', key, { act: 'return', target: '$starter', text: '缺附件' }));
  assertTold(await act('suqing', key, agree), 'work.not_yours', '顾鸣', '退回了此任务');
});

test('an administrator has given the seat to somebody else', async () => {
  const { key } = await begun();
  const { seats } = ok(await people.suqing.get(`/tasks/${key}`));
  ok(await act('admin', key, { act: 'transfer', seat: seats.find((seat) => seat.title.zh === '苏青').id, persons: ['he_jun'], text: '出差' }));
  assertTold(await act('suqing', key, agree), 'work.not_yours', '系统管理员', '');
});

test('the added seat was removed', async () => {
  const { key } = await begun();
  ok(await act('suqing', key, { act: 'add_signer', relation: 'beside', persons: ['fang_yuan'] }));
  const { seats } = ok(await people.suqing.get(`/tasks/${key}`));
  ok(await act('suqing', key, { act: 'remove_signer', seat: seats.at(-1).id, text: '不需要了' }));
  assertTold(await act('fangyuan', key, agree), 'work.not_yours', '苏青', '减签了此任务的席位');
});

test('the seat was removed after the vote', async () => {
  const { instance, key } = await begun();
  ok(await act('suqing', key, agree));
  ok(await act('admin', key, { act: 'remove_signer', seat: '1', text: '应当回避' }));
  ok(await act('guming', key, { act: 'delegate', persons: ['he_jun'], text: '请看' }));

  for (const again of [agree, { ...agree, seat: '1' }, { act: 'take_back', text: '看错了' }])
    assertTold(await act('suqing', key, again), 'work.not_yours', '系统管理员', '减签了此任务的席位');
  const { items } = ok(await people.suqing.get('/notices'));
  const told = items.find((one) => one.title.zh.startsWith('您的席位已被减签，您的表决不再计入'));
  ok(await act('hejun', key, { act: 'reply', text: '可以' }));
  ok(await act('guming', key, agree));
  assert.ok(!ok(await people.guming.get(`/instances/${instance}`)).current.some((one) => one.element === 'all'), 'the step is done');
  const after = ok(await people.suqing.get('/notices')).items.find((one) => one.id === told.id);
  assert.deepEqual([told.read, after.read, after.closed], [false, false, undefined], 'read when he reads it');
});

test('the question was taken back', async () => {
  const { key } = await begun();
  ok(await act('suqing', key, { act: 'delegate', persons: ['fang_yuan'], text: '请看' }));
  ok(await act('suqing', key, { act: 'take_back', text: '不用了' }));
  assertTold(await act('fangyuan', key, { act: 'reply', text: '好' }), 'work.not_yours', '苏青', '拿回了此任务');
});

test('the matter was voided, which is not called its termination', async () => {
  const { instance, key } = await begun();
  await ofMatter('admin', instance, { act: 'void', text: '重复' });
  assertTold(await act('suqing', key, agree), 'work.task_over', '系统管理员', '结束了此任务（流程已作废）');
  const { status, reason_text: reason } = ok(await people.admin.get(`/tasks/${key}`));
  assert.equal(status.id, 'canceled', reason);
});

// Whoever has a matter in hand, and who started it, hears what an administrator or its starter does to it, and why.
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
  packs = packsWithPaper(lineOf('paper_flow', [{ id: 'both', candidates: 'person:su_qing, person:gu_ming', policy: 'all' }, { id: 'last', candidates: 'person:zhou_liming' }]));
  addLine(packs, 'inner', [{ id: 'asked', candidates: 'person:su_qing' }]);
  addLine(packs, 'outer', [{ id: 'call', calls: 'inner' }]);
  addLine(packs, 'longer', [{ id: 'call', calls: 'inner' }, { id: 'last', candidates: 'person:zhou_liming' }]);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'suqing', 'guming', 'tangwei', 'zhouliming', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: process } })).instance;
const act = async (instance, name, more = {}, who = 'admin') => ok(await people[who].post(`/instances/${instance}/acts`, { act: name, text: '等法务意见', ...more }));
const todo = async (name, instance) => ok(await people[name].get('/tasks?box=todo&size=100')).items.find((one) => one.instance === instance);
const matter = async (instance, who = 'admin') => ok(await people[who].get(`/instances/${instance}`));
// What a person was told last that begins so.
const told = async (name, event) => ok(await people[name].get('/notices')).items.find((one) => one.title.zh.startsWith(event));
async function assertTold(names, event, text) {
  for (const name of names) {
    const one = await told(name, event);
    assert.ok(one, `${name}: ${event}`);
    assert.match(one.text.zh, text, name);
  }
}
const agree = async (name, instance) => {
  const { key, version } = await todo(name, instance);
  ok(await people[name].post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree', version }));
};

test('halting and going on keep their reason and are told to the starter and whoever is asked', async () => {
  const instance = await start('paper_flow');
  await act(instance, 'suspend');
  await act(instance, 'resume', { text: '意见已到' });

  await assertTold(['linxiaoyu', 'suqing', 'guming'], '已挂起', /：等法务意见$/);
  await assertTold(['linxiaoyu', 'suqing', 'guming'], '已恢复', /：意见已到$/);
  assert.equal(await told('zhouliming', '已挂起'), undefined);
  const { timeline } = await matter(instance);
  assert.equal(timeline.find((one) => one.act === 'suspended').text, '等法务意见');
  assert.equal(timeline.find((one) => one.act === 'resumed').text, '意见已到');
});

test('who waits for what it has called reads in its own story that this was halted, and why', async () => {
  const outer = await start('outer');
  const inner = (await matter(outer)).called[0].key;
  await act(inner, 'suspend', { text: '材料不齐' });

  const halted = (await matter(outer, 'linxiaoyu')).timeline.find((one) => one.act === 'suspended');
  assert.equal(halted.title.zh, 'inner 已挂起');
  assert.equal(halted.text, '材料不齐');
  await act(inner, 'resume');
  await act(outer, 'suspend', { text: '客户要求' });
  const own = (await matter(outer, 'linxiaoyu')).timeline.findLast((one) => one.act === 'suspended');
  assert.deepEqual([own.title.zh, own.text], ['outer 已挂起', '客户要求']);
  await assertTold(['suqing'], '已挂起：outer', /：客户要求$/);
});

test('a running matter that is voided is told to its starter and to whoever had it', async () => {
  const instance = await start('paper_flow');
  await act(instance, 'void', { text: '重复申请' });

  await assertTold(['linxiaoyu', 'suqing', 'guming'], '已作废', /：重复申请$/);
});

test('one that had passed is told to its starter and to whoever took part', async () => {
  const instance = await start('paper_flow');
  for (const name of ['suqing', 'guming', 'zhouliming']) await agree(name, instance);
  await act(instance, 'void', { text: '金额有误' });

  await assertTold(['linxiaoyu', 'suqing', 'guming', 'zhouliming'], '已作废', /：金额有误$/);
  assert.equal(await told('hejun', '已作废'), undefined);
});

test('a jump is told to whoever loses his task and to the starter, not to who gets it', async () => {
  const instance = await start('paper_flow');
  await act(instance, 'jump', { target: 'last', text: '两人均在外' });

  await assertTold(['linxiaoyu', 'suqing', 'guming'], '已跳转', /：两人均在外$/);
  assert.equal(await told('zhouliming', '已跳转'), undefined);
});

// 苏青 has asked 何俊 for his opinion, 顾鸣 waits for 唐伟, whom he asked to sign first: the decision is theirs.
async function asked() {
  const instance = await start('paper_flow');
  const { key } = await todo('suqing', instance);
  ok(await people.suqing.post(`/tasks/${key}/acts`, { act: 'delegate', persons: ['he_jun'], text: '请看' }));
  ok(await people.guming.post(`/tasks/${key}/acts`, { act: 'add_signer', relation: 'before', persons: ['tang_wei'], text: '请看' }));
  return instance;
}
const all = ['linxiaoyu', 'suqing', 'guming', 'hejun', 'tangwei'];

test('whose seat waits for others hears of a halt, a jump and an end, as they do', async () => {
  const instance = await asked();
  await act(instance, 'suspend', { text: '查账' });
  await assertTold(all, '已挂起', /：查账$/);
  await act(instance, 'resume', { text: '查毕' });
  await assertTold(all, '已恢复', /：查毕$/);
  await act(instance, 'jump', { target: 'last', text: '赶时间' });
  await assertTold(all, '已跳转', /：赶时间$/);

  await act(await asked(), 'void', { text: '重复登记' });
  await assertTold(all, '已作废', /：重复登记$/);

  await act(await asked(), 'cancel', { text: '客户取消' });
  await assertTold(all, '流程已终止', /客户取消$/);
  assert.equal(await told('zhouliming', '流程已终止'), undefined);
});

test('who withdraws sees beforehand everybody whose decision it is, and they are told', async () => {
  const instance = await asked();
  const { withdrawal } = await matter(instance, 'linxiaoyu');
  assert.deepEqual(withdrawal.persons.map((one) => one.id).sort(), ['gu_ming', 'he_jun', 'su_qing', 'tang_wei']);
  await act(instance, 'withdraw', { text: '写错了' }, 'linxiaoyu');

  await assertTold(all.slice(1), '已撤回', /：写错了$/);
});

test('a cancellation by a program is told to whoever had it, too', async () => {
  const instance = await start('paper_flow');
  const headers = { Cookie: people.admin.cookie, Origin: `http://127.0.0.1:${program.port}` };
  const cancelled = await program.raw({ method: 'POST', path: `/v2/process-instances/${instance}/cancellation`, headers });
  assert.equal(cancelled.status, 204, cancelled.text);

  await assertTold(['suqing', 'guming'], '流程已终止', /^系统管理员$/);
});

test('a jump out of a call is told to its starter once, as that of the whole', async () => {
  const outer = await start('longer');
  await act(outer, 'jump', { target: 'last', text: '内部已谈妥' });

  const { items } = ok(await people.linxiaoyu.get('/notices'));
  const ofMatter = items.filter((one) => one.title.zh.endsWith('longer'));
  assert.deepEqual(ofMatter.map((one) => one.title.zh), ['已跳转到其他环节：longer：longer']);
  await assertTold(['suqing'], '已跳转', /：内部已谈妥$/);
});

test('who withdraws over a call sees beforehand who has it, and they are told', async () => {
  const outer = await start('outer');
  const { withdrawal } = await matter(outer, 'linxiaoyu');
  assert.deepEqual(withdrawal.persons.map((one) => one.id), ['su_qing']);
  await act(outer, 'withdraw', { text: '不办了' }, 'linxiaoyu');

  await assertTold(['suqing'], '已撤回：outer', /：不办了$/);
});

test('what is waited for offers no act that only its caller can be given', async () => {
  const outer = await start('outer');
  const inner = (await matter(outer)).called[0].key;
  for (const who of ['linxiaoyu', 'admin']) {
    const { acts } = await matter(inner, who);
    for (const name of ['withdraw', 'void', 'cancel']) assert.ok(!acts.includes(name), `${who}: ${name}`);
  }
  for (const name of ['void', 'cancel', 'withdraw']) assert.ok((await matter(outer, name === 'withdraw' ? 'linxiaoyu' : 'admin')).acts.includes(name), name);
});

test('who has to mend a returned matter urges nobody', async () => {
  for (const strategy of ['again', 'back']) {
    const instance = await start('paper_flow');
    const { key, version } = await todo('suqing', instance);
    ok(await people.suqing.post(`/tasks/${key}/acts`, { act: 'return', target: '$starter', strategy, text: '请补充', version }));

    assert.ok(!(await matter(instance, 'linxiaoyu')).acts.includes('urge'), strategy);
    const urged = await people.linxiaoyu.post(`/instances/${instance}/acts`, { act: 'urge' });
    refused(urged, 'work.own_turn', urged.status);
  }
});

test('a stale page says by whom and when the task went to somebody else', async () => {
  const instance = await start('paper_flow');
  const { key } = await todo('suqing', instance);
  ok(await people.admin.post(`/tasks/${key}/acts`, { act: 'transfer', seat: '1', persons: ['he_jun'], text: '苏青出差' }));
  const late = await people.suqing.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree' });

  refused(late, 'work.not_yours', 403);
  assert.match(late.body.title.zh, /^.+于 2026-\d\d-\d\d \d\d:\d\d 转办了此任务$/);
  const stranger = await people.linxiaoyu.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree' });
  assert.doesNotMatch(stranger.body.title.zh, /转办了/);
});

// Who is away and who stands in for him: now for everybody, over a span for his unit and those above it, never why.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';
import { somePacks } from '../support/some-packs.mjs';

let packs;
let program;
const people = {};
before(async () => {
  packs = somePacks('common', 'administration');
  program = await Program.start({ packs });
  for (const name of ['admin', 'dingxiang', 'kezheng', 'yinshi', 'zhangjing', 'daining', 'chenguodong', 'dengwanqing']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const span = { from: '2026-03-02T00:00:00+08:00', until: '2026-03-14T00:00:00+08:00' };
const listed = (who, query) => people[who].get(`/people/away${query ? `?${new URLSearchParams(query)}` : ''}`);
const away = async (who, query) => ok(await listed(who, query)).items;
const names = (items) => items.map((one) => [one.person.id, one.stand_ins.map((each) => each.id).join()]);
async function leave(who, from_on, until_on, stand_in) {
  const values = { kind: 'personal', from_on, from_part: 'morning', until_on, until_part: 'afternoon', reason: '家中有事', stand_in };
  const { record } = ok(await people[who].post('/processes/leave_flow/instances', { values }));
  ok(await people.zhangjing.complete('superior_approval', { outcome: 'agree' }, record));
}

test('an approved leave is an absence for its days, told to everybody while it lasts, without its ground', async () => {
  assert.deepEqual(await away('dengwanqing'), []);
  await leave('dingxiang', '2026-03-02', '2026-03-03', 'yin_shi');
  await leave('kezheng', '2026-03-09', '2026-03-10', 'yin_shi');

  const [one, ...others] = await away('dengwanqing');
  assert.deepEqual(others, []);
  assert.deepEqual([one.person.id, one.unit.id, one.stand_ins[0].id], ['ding_xiang', 'administration_department', 'yin_shi']);
  assert.equal(Date.parse(one.until), Date.parse('2026-03-04T00:00:00+08:00'));
  assert.doesNotMatch(JSON.stringify(one), /家中有事|personal|事假/);
});

test('a duty of who is away says in the calendar who does it for whom', async () => {
  ok(await people.zhangjing.post('/records/duty', { values: { name: '晨报', position: 'office_clerk', how_often: 'working_day', due_time: '10:00:00' } }));
  const { items } = ok(await people.yinshi.get('/duties/calendar?month=2026-03'));
  assert.deepEqual(items.map((one) => [one.due_on, one.person.id, one.covered_for.id]), [['2026-03-02', 'yin_shi', 'ding_xiang']]);
  assert.deepEqual(ok(await people.dingxiang.get('/duties/calendar?month=2026-03')).items, []);
});

test('one that is to come names who will do it, to whoever may know that the other is away then', async () => {
  const values = { name: '周检', person: 'ke_zheng', how_often: 'week', weekday: 'tuesday', due_time: '18:00:00' };
  ok(await people.zhangjing.post('/records/duty', { values }));
  const planned = async (who) => ok(await people[who].get('/duties/calendar?month=2026-03&scope=all')).planned.filter((one) => one.name === '周检');
  const told = (items) => items.map((one) => [one.due_on, one.person.id, one.stand_ins?.map((each) => each.id).join()]);
  assert.deepEqual(told(await planned('zhangjing')).slice(0, 2), [['2026-03-10', 'ke_zheng', 'yin_shi'], ['2026-03-17', 'ke_zheng', undefined]]);
  assert.deepEqual(told(await planned('daining')).slice(0, 2), [['2026-03-10', 'ke_zheng', undefined], ['2026-03-17', 'ke_zheng', undefined]]);
});

test('a written notice names who stands in for a receiver on leave, until he is back', async () => {
  const { id } = ok(await people.admin.post('/letters', { kind: 'notice', title: '盘点', text: '周五盘点。', persons: ['ding_xiang', 'ke_zheng'] }));
  const { receipts } = ok(await people.admin.get(`/letters/${id}`));
  assert.deepEqual(receipts.map((one) => one.stand_ins?.map((each) => each.id).join()), ['yin_shi', undefined]);
  assert.equal(Date.parse(receipts[0].away_until), Date.parse('2026-03-04T00:00:00+08:00'));
});

test('of a span everybody sees his own unit, its head, those above and who keeps the organisation too', async () => {
  const both = [['ding_xiang', 'yin_shi'], ['ke_zheng', 'yin_shi']];
  for (const who of ['yinshi', 'zhangjing', 'chenguodong', 'admin']) assert.deepEqual(names(await away(who, span)), both, who);
  assert.deepEqual(await away('daining', span), []);
  const later = { from: '2026-03-04T00:00:00+08:00', until: span.until };
  assert.deepEqual(names(await away('yinshi', later)), [both[1]]);
});

test('a deputy for everything says so as well where he replaces somebody or has an end; help without an end does not', async () => {
  const name = (who, body) => people[who].post('/deputies', body);
  ok(await name('yinshi', { deputy: 'zhang_jing', mode: 'beside' }));
  ok(await name('zhangjing', { deputy: 'yin_shi', mode: 'instead' }));
  ok(await name('daining', { deputy: 'yin_shi', mode: 'instead', scope: ['leave_flow'] }));
  ok(await name('dingxiang', { deputy: 'zhang_jing', mode: 'beside', until: '2026-03-05T00:00:00+08:00' }));
  const found = await away('dengwanqing');
  assert.deepEqual(names(found), [['ding_xiang', 'yin_shi'], ['ding_xiang', 'zhang_jing'], ['zhang_jing', 'yin_shi']]);
  assert.equal(found[2].until, undefined);
});

test('a span is two moments, the earlier one first', async () => {
  for (const query of [{ from: span.from }, { until: span.until }, { from: 'soon', until: span.until }, { from: span.until, until: span.from }, { from: span.from, until: span.from }])
    refused(await listed('yinshi', query), 'request.wrong_type');
});

test('who has left the company, and whose days are over, is away no more', async () => {
  ok(await people.admin.post('/people/ke_zheng/leave', { reason: '离职', successor: 'yin_shi' }));
  assert.equal((await away('admin', span)).some((one) => one.person.id === 'ke_zheng'), false);
  ok(await people.admin.post('/clock/advance', { by: 'P2D' }));
  people.dengwanqing = await program.as('dengwanqing');
  assert.deepEqual(names(await away('dengwanqing')), [['ding_xiang', 'zhang_jing'], ['zhang_jing', 'yin_shi']]);
});

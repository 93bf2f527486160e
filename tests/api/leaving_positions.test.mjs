// Who takes over everything takes the positions, too, that nobody else holds, unless the request says that one stays vacant.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { opened } from '../support/opened.mjs';
import { ok, refused } from '../support/project.mjs';
import { walkTo } from '../support/walk.mjs';

const { world, admin } = await opened();

const leave = (person, request) => admin.post(`/people/${person}/leave`, { reason: '离职', ...request });
const leaving = async (person) => ok(await admin.get(`/people/${person}/leaving`));
const holders = async (id) => ok(await admin.get('/organisation')).positions.find((one) => one.id === id).holders.map((one) => one.id);
const assign = async (values) => ok(await admin.post('/records/duty', { values: { how_often: 'month', due_time: '18:00:00', needs_text: true, ...values } }));
const receivers = async ({ id }) => ok(await admin.get(`/records/duty/${id}`)).values.receivers;

test('a position that he alone holds goes with everything else, though nothing waits for it', async () => {
  const [post] = (await leaving('zhou_liming')).positions;
  assert.deepEqual([post.id, post.seats, post.holders, post.needed], ['sales_manager', 0, [], false]);

  ok(await leave('zhou_liming', { successor: 'he_jun' }));

  assert.deepEqual(await holders('sales_manager'), ['he_jun']);
});

test('one that others hold stays theirs; one stays vacant where the request says so; another is named for one', async () => {
  ok(await leave('tang_wei', { successor: 'gu_ming' }));
  assert.deepEqual(await holders('implementer'), ['shen_lan']);

  ok(await leave('qian_duo', { successor: 'gu_ming', positions: { buyer: null } }));
  assert.deepEqual(await holders('buyer'), []);

  ok(await leave('chen_guodong', { successor: 'gu_ming', positions: { general_manager: 'xu_wenjing' } }));
  assert.deepEqual(await holders('general_manager'), ['xu_wenjing']);
});

test('a post that is planned for him is planned for who takes over, and who holds a position stands in for it no more', async () => {
  const from = '2026-04-01T00:00:00+08:00';
  ok(await admin.post('/organisation/posts', { person: 'su_qing', position: 'buyer', from }));
  ok(await admin.post('/deputies', { position: 'sales_manager', deputy: 'su_qing' }));
  const [, planned] = (await leaving('su_qing')).positions;
  assert.deepEqual([planned.id, planned.holders, planned.needed, Date.parse(planned.from)], ['buyer', [], false, Date.parse(from)]);

  ok(await leave('su_qing', { successor: 'he_jun' }));

  const { positions } = ok(await admin.get(`/organisation?at=${encodeURIComponent(from)}`));
  assert.deepEqual(positions.find((one) => one.id === 'buyer').holders.map((one) => one.id), ['he_jun']);
  assert.deepEqual(await holders('buyer'), []);
  const standing = ok(await admin.get('/deputies')).items.filter((one) => one.position?.id === 'sales_manager').map((one) => one.deputy.id);
  assert.ok(!standing.includes('he_jun'), 'he_jun holds it');
});

test('what waits for a position keeps it from staying vacant', async () => {
  await walkTo(world, 'under_review');
  assert.ok((await leaving('fang_yuan')).positions.find((one) => one.id === 'product_manager').needed);

  const vacant = { successor: 'he_jun', positions: { product_manager: null } };
  const { missing } = refused(await leave('fang_yuan', vacant), 'work.no_successor');

  assert.deepEqual(missing.map(({ field }) => field), ['product_manager']);
  assert.deepEqual(await holders('product_manager'), ['fang_yuan']);
});

test('nor do duties lose their only receiver, unless the request says so', async () => {
  const owed = { person: 'shen_lan' };
  const read = await assign({ ...owed, name: '简报', receivers: ['lin_xiaoyu'] });
  const dropped = await assign({ ...owed, name: '周报', receivers: ['lin_xiaoyu'] });
  const shared = await assign({ ...owed, name: '月报', receivers: ['lin_xiaoyu', 'gu_ming'] });
  const confirmed = await assign({ ...owed, name: '台账', receivers: ['lin_xiaoyu'], confirm: true });
  const told = (await leaving('lin_xiaoyu')).received_duties.map((one) => [one.title.zh, one.sole, one.needed]);
  assert.deepEqual(told, [['简报', true, false], ['周报', true, false], ['月报', false, false], ['台账', true, true]]);
  const nobody = { successor: 'he_jun', received_duties: { [dropped.id]: null, [confirmed.id]: null } };
  assert.deepEqual(refused(await leave('lin_xiaoyu', nobody), 'work.no_successor').missing.map(({ field }) => field), [confirmed.id]);

  ok(await leave('lin_xiaoyu', { successor: 'he_jun', received_duties: { [dropped.id]: null } }));

  assert.deepEqual([await receivers(read), await receivers(confirmed), await receivers(shared)], [['he_jun'], ['he_jun'], ['gu_ming']]);
  assert.deepEqual((await receivers(dropped)) ?? [], []);
});

// Units and positions from a table: looked at first, then taken as a whole or not at all.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { opened } from '../support/opened.mjs';
import { ok, refused } from '../support/project.mjs';

const { world, admin } = await opened();

const csv = { 'Content-Type': 'text/csv' };
const send = (client, what, mode, text) => client.post(`/organisation/${what}/import?mode=${mode}`, text, csv);
const find = async (list, id) => ok(await admin.get('/organisation'))[list].find((one) => one.id === id);
const acts = (answer) => ok(answer).rows.map((row) => [row.line, row.id, row.act]);

test('units are added below one another, changed and kept; a blank line is no line', async () => {
  const table = 'id,name,name_en,kind,parent\r\nwest,西区,West,region,company\r\n,,,,\r\nwest_one,西一店,,shop,west\r\nsales_department,,,,\r\n';
  const named = table.replace('sales_department,,,,', 'sales_department,销售一部,,,');
  refused(await send(admin, 'units', 'preview', table), 'org.bad_list');

  const expected = [[2, 'west', 'added'], [4, 'west_one', 'added'], [5, 'sales_department', 'changed']];
  assert.deepEqual(acts(await send(admin, 'units', 'preview', named)), expected);
  assert.equal(await find('units', 'west'), undefined);

  const before = await find('units', 'sales_department');
  assert.deepEqual(acts(await send(admin, 'units', 'apply', named)), expected);
  assert.equal((await find('units', 'west_one')).parent, 'west');
  const after = await find('units', 'sales_department');
  assert.deepEqual({ ...after, title: before.title }, before, 'an empty cell leaves what is known');
  assert.equal(after.title.zh, '销售一部');
  assert.deepEqual(acts(await send(admin, 'units', 'apply', named)).map(([, , act]) => act), ['kept', 'kept', 'kept']);
});

test('positions too, with their units, superiors and planned heads', async () => {
  const table = 'id,name,unit,superior,headcount\nhead_west,西区经理,company,general_manager,1\nclerk_west,西区内勤,company,head_west,3\n';
  assert.deepEqual(acts(await send(admin, 'positions', 'apply', table)), [[2, 'head_west', 'added'], [3, 'clerk_west', 'added']]);

  const clerk = await find('positions', 'clerk_west');
  assert.equal(clerk.superior, 'head_west');
  assert.equal(clerk.headcount, 3);
});

test('each bad line is named, and then nothing is taken', async () => {
  const units = 'id,name,kind,parent\nnorth,北区,region,company\nBad,坏,shop,company\nlost,孤店,shop,nowhere\nodd,怪,castle,company\n';
  const refusal = refused(await send(admin, 'units', 'apply', units), 'org.bad_list');
  assert.deepEqual(refusal.missing.map((one) => one.field), ['line 3', 'line 4', 'line 5']);
  assert.match(refusal.missing[1].how.zh, /nowhere/);
  assert.equal(await find('units', 'north'), undefined);

  const positions = 'id,name,unit,headcount\nhead_north,北区经理,company,many\nhe_jun,何军,company,1\n';
  assert.deepEqual(refused(await send(admin, 'positions', 'preview', positions), 'org.bad_list').missing.map((one) => one.field), ['line 2', 'line 3']);
  assert.deepEqual(refused(await send(admin, 'positions', 'preview', 'id,title\nx,某\n'), 'org.bad_list').missing.map((one) => one.field), ['line 1', 'line 1']);
  refused(await send(admin, 'units', 'perhaps', units), 'request.wrong_type', 400);
});

test('lines stand in any order, and a line that changes something says from what to what', async () => {
  const table = 'id,name,kind,parent\nsouth_one,南一店,shop,south\nsouth,南区,region,company\nsales_department,销售一部,,south\n';
  const { rows } = ok(await send(admin, 'units', 'preview', table));
  assert.deepEqual(rows.map(({ act }) => act), ['added', 'added', 'changed']);
  assert.deepEqual(rows[2].changes.at(-1), { column: 'parent', from: { zh: '经纬方案科技有限公司', en: (await find('units', 'company')).title.en }, to: { zh: '南区', en: '南区' } });

  const circle = 'id,name,parent\nring_a,甲,ring_b\nring_b,乙,ring_a\nring_c,丙,ring_a\n';
  const refusal = refused(await send(admin, 'units', 'preview', circle), 'org.bad_list');
  assert.deepEqual(refusal.missing.map((one) => one.field), ['line 2', 'line 3']);
  assert.match(refusal.missing[0].how.zh, /ring_a → ring_b → ring_a/);
});

test('people who change, too', async () => {
  const { rows } = ok(await admin.post('/people/import?mode=preview', 'id,name,phone,position\nhe_jun,何俊,13900000001,sales_rep\nnew_one,新人,,sales_rep\n', csv));
  assert.deepEqual(rows[0].changes.map(({ column, to }) => [column, to.zh]), [['phone', '13900000001']]);
  assert.deepEqual([rows[1].act, rows[1].changes, rows[1].position], ['added', [], 'sales_rep']);
});

test('only who keeps the organisation imports them', async () => {
  const other = await world.browser('qianduo');
  for (const what of ['units', 'positions']) refused(await send(other, what, 'preview', 'id,name\nx,某\n'), 'app.not_allowed', 403);
});

test('blank lines of a table of records are skipped and counted', async () => {
  const table = 'name,kind\r\n东门仓,warehouse\r\n,\r\n\r\n西门仓,warehouse\r\n,\r\n,\r\n';
  const found = ok(await admin.post('/records/location/import?mode=preview', table, csv));
  assert.deepEqual([found.rows, found.blank, found.problems], [2, 4, []]);
  const bad = ok(await admin.post('/records/location/import?mode=preview', table.replace('西门仓,warehouse', '西门仓,tent'), csv));
  assert.deepEqual(bad.problems.map((one) => one.line), [5]);
});

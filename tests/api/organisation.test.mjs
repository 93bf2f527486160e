// The organisation changes from a day on, and somebody leaves: over HTTP, as the page does it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { opened } from '../support/opened.mjs';
import { ok, refused } from '../support/project.mjs';
import { walkTo } from '../support/walk.mjs';

const { world, admin } = await opened();

const later = '2026-06-01T00:00:00+08:00';
const organisation = async (at) => ok(await admin.get(`/organisation${at ? `?at=${encodeURIComponent(at)}` : ''}`));
const find = (list, id) => list.find((one) => one.id === id);

test('a shop is opened, moved on its day and closed; the past stays', async () => {
  const shop = { title: { zh: '滨江店', en: 'Riverside' }, kind: 'shop', parent: 'company' };
  ok(await admin.put('/organisation/units/riverside', shop));
  ok(await admin.put('/organisation/units/riverside', { ...shop, parent: 'sales_department', from: later }));

  assert.equal(find((await organisation()).units, 'riverside').parent, 'company');
  assert.equal(find((await organisation(later)).units, 'riverside').parent, 'sales_department');
  assert.ok((await organisation()).planned.includes('2026-05-31T16:00:00Z'));

  ok(await admin.delete('/organisation/units/riverside'));
  assert.equal(find((await organisation(later)).units, 'riverside'), undefined);
});

test('superiors in a circle and posts still held are refused', async () => {
  const before = find((await organisation()).positions, 'general_manager');
  const change = { title: before.title, unit: before.unit, headcount: 1, superior: 'sales_manager' };
  const circle = await admin.put('/organisation/positions/general_manager', change);
  refused(circle, 'org.superiors_cyclic');
  const held = await admin.delete('/organisation/positions/sales_manager');
  refused(held, 'org.still_in_use');
  assert.ok(held.body.missing.length > 0);
  refused(await admin.put('/organisation/positions/general_manager', { ...change, from: '2020-01-01T00:00:00Z' }), 'org.change_in_past');
});

test('what was is not entered or ended afterwards', async () => {
  const long_ago = { from: '2025-01-01T00:00:00Z', until: '2025-02-01T00:00:00Z' };
  const post = { person: 'he_jun', position: 'sales_manager' };
  refused(await admin.post('/organisation/posts', { ...post, from: long_ago.from }), 'org.change_in_past');
  const held = { person: 'zhou_liming', position: 'sales_manager' };
  refused(await admin.post('/organisation/posts/end', { ...held, until: long_ago.until }), 'org.change_in_past');
  refused(await admin.post('/deputies', { person: 'zhou_liming', deputy: 'he_jun', ...long_ago }), 'org.deputy_period');
  const today = ok(await admin.post('/deputies', { person: 'zhou_liming', deputy: 'he_jun', from: long_ago.from }));
  assert.ok(today.from >= '2026-03-02', 'nobody was a deputy before he was named');
  ok(await admin.delete(`/deputies/${today.id}`));
});

test('a person has a name, an address that is one, one main post, and is not called as rules are', async () => {
  refused(await admin.put('/people/system', { name: '王系统' }), 'org.bad_id');
  refused(await admin.post('/people', { name: ' ' }), 'org.no_name');
  refused(await admin.put('/people/he_jun', { name: '' }), 'org.no_name');
  refused(await admin.put('/people/he_jun', { name: '何军', email: 'bad mail' }), 'request.wrong_type');
  const posts = ['buyer', 'sales_rep'].map((position) => ({ position, main: true }));
  refused(await admin.put('/people/he_jun', { name: '何军', posts }), 'org.two_main_posts');
});

test('who is no administrator changes nothing', async () => {
  const other = await world.browser('linxiaoyu');
  const title = { zh: '某部', en: '' };
  const person = { person: 'he_jun', position: 'sales_manager' };
  const answers = [
    await other.put('/organisation/units/x', { title, kind: 'team' }),
    await other.delete('/organisation/units/sales_department'),
    await other.put('/organisation/positions/x', { title, unit: 'company', headcount: 1 }),
    await other.delete('/organisation/positions/sales_manager'),
    await other.post('/organisation/posts', person),
    await other.post('/organisation/posts/end', person),
    await other.post('/organisation/areas', { ...person, unit: 'company' }),
    await other.delete('/organisation/areas/1'),
    await other.post('/people', { name: '某人' }),
    await other.post('/people/import?mode=preview', 'id,name\nx,某\n', { 'Content-Type': 'text/csv' }),
    await other.post('/people/import?mode=apply', 'id,name\nx,某\n', { 'Content-Type': 'text/csv' }),
    await other.get('/people/he_jun/leaving'),
    await other.post('/people/he_jun/leave', { reason: '离职' }),
  ];
  answers.push(await admin.post('/people/administrator/leave', { reason: '离职', successor: 'he_jun' }));
  for (const answer of answers) refused(answer, 'app.not_allowed', 403);
});

test('people are imported after a look at what each line does', async () => {
  const csv = 'id,name,position\r\nzeng_guoan,曾国安,sales_manager\r\nhe_jun,何军军,\r\n';
  const type = { 'Content-Type': 'text/csv' };
  const seen = ok(await admin.post('/people/import?mode=preview', csv, type));
  assert.deepEqual(
    seen.rows.map((row) => [row.line, row.act, row.position]),
    [
      [2, 'added', 'sales_manager'],
      [3, 'changed', undefined],
    ],
  );
  assert.equal(ok(await admin.get('/people?q=zga')).items.length, 0);

  ok(await admin.post('/people/import?mode=apply', csv, type));

  assert.equal(ok(await admin.get('/people?q=zga')).items[0].id, 'zeng_guoan');
  refused(await admin.post('/people/import?mode=preview', 'id,name\nBad,\n', type), 'org.bad_import');
  ok(await admin.post('/organisation/posts/end', { person: 'zeng_guoan', position: 'sales_manager' }));
});

test('who leaves hands over all of it or nothing', async () => {
  const walk = await walkTo(world, 'under_review');
  const held = ok(await admin.get('/people/zhou_liming/leaving'));
  assert.ok(held.positions.find((one) => one.id === 'sales_manager').needed);

  const bare = await admin.post('/people/zhou_liming/leave', { reason: '离职' });
  refused(bare, 'work.no_successor');
  assert.ok(bare.body.missing.some((one) => one.field === 'sales_manager'));
  assert.ok(await walk.task('zhouliming', 'initiation'));

  ok(await admin.post('/people/zhou_liming/leave', { reason: '离职', successor: 'he_jun' }));

  assert.ok(await walk.task('hejun', 'initiation'));
  refused(await world.program.client().post('/session', { username: 'zhouliming', password: 'jingwei-demo' }), 'access.disabled');
  refused(await admin.post('/people/zhou_liming/leave', { reason: '离职', successor: 'he_jun' }), 'app.no_person');
  refused(await admin.post('/people/zhou_liming/account', {}), 'app.no_person');
  assert.equal(ok(await admin.get('/people?q=zlm')).items.length, 0);
});

test('who was added or imported is given an account by a link', async () => {
  const { id } = ok(await admin.post('/people', { name: '卓尔' }));
  const nobody = await admin.post(`/people/${id}/account`, {});
  assert.equal(nobody.body.code, 'request.wrong_type');
  const taken = await admin.post(`/people/${id}/account`, { username: 'shenlan' });
  assert.equal(taken.body.code, 'access.username_taken');
  const denied = await (await world.program.as('shenlan')).post(`/people/${id}/account`, { username: 'zhuoer' });
  assert.equal(denied.status, 403);

  const given = ok(await admin.post(`/people/${id}/account`, { username: 'zhuoer' }));
  const link = new URL(given.link, 'http://x').searchParams.get('link');
  const first = await world.program.client().post('/session', { link, password: 'jingwei-zhuoer' });
  assert.equal(ok(first).person.id, id);
  assert.equal(ok(await (await world.program.as('zhuoer', 'jingwei-zhuoer')).get('/session')).username, 'zhuoer');
  const again = await world.program.client().post('/session', { link, password: 'jingwei-other' });
  assert.equal(again.body.code, 'access.setup_link_invalid');
});

test('a deputy is limited to processes that there are', async () => {
  const { processes } = ok(await admin.get('/deputies'));
  assert.ok(processes.some((one) => one.id === 'solution_project_flow' && one.title.zh === '方案项目整体流程'));
  const given = { person: 'fang_yuan', deputy: 'tang_wei' };
  const refused = await admin.post('/deputies', { ...given, scope: ['no_such_flow'] });
  assert.equal(refused.body.code, 'app.no_process');

  const set = ok(await admin.post('/deputies', { ...given, scope: ['solution_project_flow'] }));
  const listed = ok(await admin.get('/deputies')).items.find((one) => one.id === set.id);
  assert.deepEqual(listed.scope.map((one) => one.id), ['solution_project_flow']);
  ok(await admin.delete(`/deputies/${set.id}`));
});

test('a deputy instead of the absent is the only one asked', async () => {
  const walk = await walkTo(world, 'under_review');
  const set = ok(await admin.post('/deputies', { person: 'fang_yuan', deputy: 'tang_wei', mode: 'instead' }));
  assert.equal(set.mode, 'instead');
  assert.equal(await walk.task('fangyuan', 'initiation'), undefined);
  assert.ok(await walk.task('tangwei', 'initiation'));

  ok(await admin.delete(`/deputies/${set.id}`));

  assert.ok(await walk.task('fangyuan', 'initiation'));
  assert.equal(await walk.task('tangwei', 'initiation'), undefined);
});

test('a directory states people, again and again', async () => {
  const put = async (id, body) => admin.put(`/people/${id}`, body);
  const found = async (q) => ok(await admin.get(`/people?q=${q}`)).items[0];
  const stated = { name: '范若水', email: 'fanruoshui@example.com', posts: [{ position: 'sales_rep', main: true }] };
  assert.equal(ok(await put('fan_ruoshui', stated)).act, 'added');
  assert.equal(ok(await put('fan_ruoshui', stated)).act, 'kept');
  assert.equal((await found('frs')).id, 'fan_ruoshui');

  const moved = { ...stated, posts: [{ position: 'buyer', main: true }] };
  assert.equal(ok(await put('fan_ruoshui', moved)).act, 'changed');
  const holders = async (position) => find((await organisation()).positions, position).holders.map((one) => one.id);
  assert.ok((await holders('buyer')).includes('fan_ruoshui'));
  assert.ok(!(await holders('sales_rep')).includes('fan_ruoshui'));
  assert.equal(ok(await put('fan_ruoshui', { name: '范若水', email: '' })).act, 'changed');
  assert.equal(ok(await put('fan_ruoshui', { name: '范若水' })).act, 'kept');

  refused(await put('fan_ruoshui', { ...stated, posts: [{ position: 'nobody_has_it' }] }), 'org.unknown_reference');
  refused(await put('Fan', stated), 'org.bad_id');
  refused(await put('sales_rep', stated), 'org.person_exists');
  refused(await put('fan_ruoshui', { name: '范若水', rank: 3 }), 'request.unknown_field');
  refused(await (await world.browser('shenlan')).put('/people/fan_ruoshui', stated), 'app.not_allowed');
});

test('what a directory leaves out stays, and null empties it', async () => {
  const put = async (body) => ok(await admin.put('/people/bai_lu', body)).act;
  const whole = { name: '白露', name_en: 'Bai Lu', phone: '138 0000 0000', email: 'bailu@example.com' };
  assert.equal(await put(whole), 'added');

  assert.equal(await put({ name: '白露' }), 'kept');
  assert.equal(await put(whole), 'kept');
  assert.equal(await put({ name: '白露', phone: null, name_en: '' }), 'changed');
  assert.equal(await put({ ...whole, phone: '', name_en: null }), 'kept');
  assert.equal(await put({ ...whole, email: null }), 'changed');
  assert.equal(await put(whole), 'changed');
  refused(await admin.put('/people/bai_lu', { name: null }), 'request.wrong_type');
  refused(await admin.put('/people/bai_lu', { ...whole, phone: 138 }), 'request.wrong_type');
});

test('a mail address belongs to one person at every door', async () => {
  const mail = 'tangwei@example.com';
  ok(await admin.put('/people/tang_wei', { name: '唐伟', email: mail }));
  const other = { name: '汤薇', email: 'TangWei@example.com' };
  for (const answer of [await admin.post('/people', other), await admin.put('/people/tang_wei_2', other)]) {
    const { missing } = refused(answer, 'org.mail_taken', 409);
    assert.deepEqual(missing.map((one) => [one.field, one.how.zh]), [['email', '已由唐伟使用']]);
  }
  const csv = `id,name,email\ntang_wei_2,汤薇,${mail}\n`;
  for (const mode of ['preview', 'apply']) {
    const { missing } = refused(await admin.post(`/people/import?mode=${mode}`, csv, { 'Content-Type': 'text/csv' }), 'org.bad_import');
    assert.deepEqual(missing.map((one) => one.how.zh), [`${mail} 已由唐伟使用`]);
  }
  assert.equal(ok(await admin.put('/people/tang_wei', { name: '唐伟', email: mail })).act, 'kept');
});

test('who has left comes back with an account of its own name and a new password', async () => {
  const link = async (username) => ok(await admin.post('/people/fan_ruoshui/account', { username })).link.split('link=')[1];
  const enter = (body) => world.program.client().post('/session', body);
  ok(await enter({ link: await link('fanruoshui'), password: 'rope-and-river' }));
  ok(await admin.post('/people/fan_ruoshui/leave', { reason: '离职' }));
  refused(await enter({ username: 'fanruoshui', password: 'rope-and-river' }), 'access.disabled');

  ok(await admin.put('/people/fan_ruoshui', { name: '范若水', posts: [{ position: 'buyer', main: true }] }));
  refused(await enter({ username: 'fanruoshui', password: 'rope-and-river' }), 'access.disabled');
  const again = await link();
  refused(await enter({ username: 'fanruoshui', password: 'rope-and-river' }), 'access.wrong_password');
  ok(await enter({ link: again, password: 'boats-and-bridges' }));
});

// The working calendar changes and deadlines follow; a leaver hands his duties over: over HTTP, as the pages do it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

let world;
let admin;
let manager;
before(async () => {
  world = await World.open();
  admin = await world.browser('admin');
  manager = await world.browser('zhouliming');
});
after(() => world.close());

const csv = { 'Content-Type': 'text/csv' };
const year = (mode, body, query = '') => admin.post(`/calendar/import?year=2026&mode=${mode}${query}`, body, csv);
const calendar = async (query = '') => ok(await admin.get(`/calendar?year=2026${query}`));
const itemsOf = async (person) => ok(await (await world.browser(person)).get('/duties/calendar?month=2026-03')).items;

async function assign(values) {
  return ok(await manager.post('/records/duty', { values: { due_time: '18:00:00', needs_text: true, ...values } }));
}

test('who is no administrator changes no calendar', async () => {
  const hours = { hours: [{ from: '09:00', to: '18:00' }], weekdays: [1], half_weekdays: [], half_until: '12:00' };
  const answers = [
    await manager.put('/calendar/hours', hours),
    await manager.post('/calendar/import?year=2027&mode=preview', 'date,name,kind\n2027-01-01,x,off\n', csv),
    await manager.delete('/calendar/years/2027'),
    await manager.delete('/calendar/sites/sales_department'),
  ];
  for (const answer of answers) refused(answer, 'app.not_allowed', 403);
});

test('a bad year and bad hours are refused, all of them named', async () => {
  const bad = await year('apply', 'date,name,kind\n2026-13-01,x,off\n2026-01-01,x,free\n');
  refused(bad, 'org.bad_calendar');
  assert.deepEqual(
    bad.body.missing.map((one) => one.label.en),
    ['Line 2', 'Line 3'],
  );
  const hours = { hours: [{ from: '18:00', to: '09:00' }], weekdays: [1], half_weekdays: [], half_until: '12:00' };
  refused(await admin.put('/calendar/hours', hours), 'org.bad_hours');
  refused(await admin.put('/calendar/hours', { ...hours, half_until: '25:00' }), 'request.wrong_type');
  refused(await admin.get('/calendar?site=nowhere'), 'org.unknown_reference');
});

test('deadlines follow an imported year, after a look at what moves', async () => {
  await assign({ name: '月报', person: 'he_jun', how_often: 'month', counted_by: 'working_day', nth: 5, lead: 31 });
  const due = async () => (await itemsOf('hejun')).find((item) => item.name === '月报 2026-03').due_on;
  assert.equal(await due(), '2026-03-06');
  const free = `date,name,kind\n2026-03-03,三月三,off\n`;

  const seen = ok(await year('preview', free));
  assert.equal(seen.moved_duties, 1);
  assert.equal(await due(), '2026-03-06');
  assert.equal((await calendar()).imported, undefined);

  ok(await year('apply', free));
  assert.equal(await due(), '2026-03-09');
  assert.equal((await calendar()).imported.by.id, 'administrator');

  ok(await admin.delete('/calendar/years/2026'));
  assert.equal(await due(), '2026-03-06');
});

test('a site has its own days until it works as the company again', async () => {
  ok(await year('apply', 'date,name,kind\n2026-03-07,盘点,work\n', '&site=sales_department'));
  const own = await calendar('&site=sales_department');
  assert.equal(own.own, true);
  assert.ok(own.days.some((day) => day.date === '2026-03-07' && day.kind === 'work'));
  assert.equal((await calendar('&site=product_department')).own, false);

  ok(await admin.delete('/calendar/sites/sales_department'));
  assert.equal((await calendar('&site=sales_department')).own, false);
});

test('who leaves hands his duties over', async () => {
  const held = ok(await admin.get('/people/he_jun/leaving'));
  assert.deepEqual(
    held.duties.map((one) => one.title.zh),
    ['月报'],
  );

  ok(await admin.post('/people/he_jun/leave', { reason: '离职', successor: 'lin_xiaoyu' }));

  const duty = ok(await admin.get(`/records/duty/${held.duties[0].id}`));
  assert.equal(JSON.stringify(duty).includes('lin_xiaoyu'), true);
  const tasks = ok(await (await world.browser('linxiaoyu')).get('/tasks?box=todo'));
  assert.ok(JSON.stringify(tasks).includes('月报 2026-03'));
});

test('who leaves receives no duties any more: others confirm in his stead', async () => {
  const weekly = { person: 'lin_xiaoyu', how_often: 'week', confirm: true };
  const alone = await assign({ ...weekly, name: '周报', receivers: ['tang_wei'] });
  const shared = await assign({ ...weekly, name: '简报', receivers: ['tang_wei', 'gu_ming'] });
  const doer = await world.browser('linxiaoyu');
  const items = await itemsOf('linxiaoyu');
  const itemOf = (name) => ({ type: 'duty_item', id: items.find((item) => item.name === `${name} 2026-W10`).id });
  const handIn = async (name) => ok(await doer.complete('hand_in', { outcome: 'done', values: { text: '已完成' } }, itemOf(name)));
  const receiversOf = async ({ type, id }) => ok(await admin.get(`/records/${type}/${id}`)).values.receivers;
  await handIn('周报');

  const held = ok(await admin.get('/people/tang_wei/leaving')).received_duties;
  assert.deepEqual(
    held.map((one) => [one.title.zh, one.needed]),
    [
      ['周报', true],
      ['简报', false],
    ],
  );
  const left = refused(await admin.post('/people/tang_wei/leave', { reason: '离职' }), 'work.no_successor').missing;
  assert.ok(left.some((one) => one.field === alone.id) && !left.some((one) => one.field === shared.id));

  const taken = { reason: '离职', successor: 'gu_ming', received_duties: { [alone.id]: 'shen_lan' } };
  ok(await admin.post('/people/tang_wei/leave', taken));

  assert.deepEqual(await receiversOf({ type: 'duty', id: alone.id }), ['shen_lan']);
  assert.deepEqual(await receiversOf(itemOf('周报')), ['shen_lan']);
  assert.deepEqual(await receiversOf({ type: 'duty', id: shared.id }), ['gu_ming']);
  await handIn('简报');
  const confirms = [['shenlan', '周报'], ['guming', '简报']];
  for (const [who, name] of confirms) ok(await (await world.browser(who)).complete('confirm', { outcome: 'accept' }, itemOf(name)));
});

test('queries are read strictly', async () => {
  refused(await manager.get('/duties/calendar?month=2026-3'), 'request.wrong_type');
  refused(await manager.get('/duties/calendar?scope=everything'), 'request.wrong_type');
  refused(await manager.get('/duties/compliance?until=March'), 'request.wrong_type');
  refused(await manager.get('/duties/compliance?months=13'), 'request.wrong_type');
});

test('the calendar tells weekends, holidays and shifted days apart, and which duties fall on working days only', async () => {
  const manager = await world.browser('fangyuan');
  const may = ok(await manager.get('/duties/calendar?month=2026-05'));
  const on = (date) => may.days.find((day) => day.date === date);

  assert.equal(on('2026-05-01').kind, 'holiday');
  assert.ok(on('2026-05-01').name);
  assert.equal(on('2026-05-09').kind, 'work');
  assert.deepEqual(on('2026-05-16'), { date: '2026-05-16', kind: 'rest' });
  assert.equal(on('2026-05-06'), undefined);

  const free = new Set(may.days.filter((day) => day.kind !== 'work').map((day) => day.date));
  const all = ok(await (await world.browser('admin')).get('/duties/calendar?month=2026-05&scope=all'));
  const limited = all.planned.filter((one) => one.on_working_days);
  assert.ok(limited.length > 0);
  assert.deepEqual(limited.filter((one) => free.has(one.due_on)), []);
});

test('a duty to come names its person, or the position that will owe it with who alone holds it on that day', async () => {
  const assigner = await world.browser('admin');
  const monthly = { how_often: 'month', due_time: '18:00:00', needs_text: true };
  const whose = [
    { name: '读报', person: 'gu_ming' },
    { name: '巡检', position: 'general_manager' },
    { name: '点检', position: 'project_manager' },
    { name: '盘点', position: 'buyer' },
  ];
  for (const one of whose) ok(await assigner.post('/records/duty', { values: { ...monthly, ...one } }));
  ok(await assigner.post('/organisation/posts', { person: 'gu_ming', position: 'buyer', from: '2026-06-01T00:00:00+08:00' }));

  const planned = async (month) => ok(await assigner.get(`/duties/calendar?month=${month}&scope=all`)).planned;
  const who = (rows, name) => {
    const { person, position } = rows.find((one) => one.name === name);
    return [position?.title.zh, person?.name];
  };
  const may = await planned('2026-05');
  assert.deepEqual(who(may, '读报'), [undefined, '顾鸣']);
  assert.deepEqual(who(may, '巡检'), ['总经理', '陈国栋']);
  assert.deepEqual(who(may, '点检'), ['项目经理', undefined]);
  assert.deepEqual(who(may, '盘点'), ['采购专员', '钱多']);
  assert.deepEqual(who(await planned('2026-06'), '盘点'), ['采购专员', undefined]);
});

test('the story of a duty says that its deadline passed, and by how much it came late', async () => {
  const weekly = { person: 'gu_ming', how_often: 'week', weekday: 'friday', due_time: '18:00:00', needs_text: true };
  for (const name of ['晨检', '夕检']) ok(await (await world.browser('admin')).post('/records/duty', { values: { ...weekly, name } }));
  const items = await itemsOf('guming');
  const itemOf = (name) => ({ type: 'duty_item', id: items.find((item) => item.name === `${name} 2026-W10`).id });
  const handIn = async (name) => ok(await (await world.browser('guming')).complete('hand_in', { outcome: 'done', values: { text: '已检' } }, itemOf(name)));
  const said = async (name) => {
    const story = ok(await (await world.browser('guming')).get(`/records/duty_item/${itemOf(name).id}/timeline`)).items;
    return story.filter((entry) => entry.code !== 'record.commented' && entry.reason_text).map((entry) => [entry.reason_text.zh, entry.reason_text.en]);
  };

  await handIn('晨检');
  await world.pass('P4DT9H');
  const passed = ['应于 2026-03-06 18:00 前提交，逾期未交', 'Was due by 2026-03-06 18:00 and is not handed in'];
  assert.deepEqual([await said('晨检'), await said('夕检')], [[], [passed]]);

  await world.pass('P2DT3H5M');
  await handIn('夕检');
  const late = ['应于 2026-03-06 18:00 前提交，迟交 2 天 3 小时', 'Was due by 2026-03-06 18:00, late by 2 d 3 h'];
  assert.deepEqual(await said('夕检'), [passed, late]);
});

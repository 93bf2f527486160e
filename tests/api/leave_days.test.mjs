// A leave is counted by the calendar of the applicant's unit, to the half day, until it is approved; then its days stay.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const week = { hours: [{ from: '09:00', to: '18:00' }], weekdays: [1, 2, 3, 4, 5], half_weekdays: [], half_until: '12:00' };
let program;
let admin;
let hr;
let sales;
let clerk;
before(async () => {
  program = await Program.start();
  [admin, hr, sales, clerk] = await Promise.all(['admin', 'daining', 'linxiaoyu', 'kezheng'].map((name) => program.as(name)));
});
after(() => program.remove());

const ask = (who, from_on, until_on, parts = {}) =>
  who.post('/processes/leave_flow/instances', {
    values: { kind: 'personal', from_on, from_part: 'morning', until_on, until_part: 'afternoon', reason: '家中有事', stand_in: 'yin_shi', ...parts },
  });
const leave = async (who, id) => ok(await who.get(`/records/leave/${id}`));
const days = async (who, id) => Number((await leave(who, id)).values.days);
const asked = async (who, ...period) => {
  const { record } = ok(await ask(who, ...period));
  return days(who, record.id);
};

test('who works on Saturdays asks for leave on one; others have no need to', async () => {
  ok(await admin.put('/calendar/hours', { ...week, site: 'sales_department', weekdays: [1, 2, 3, 4, 5, 6] }));
  assert.equal(await asked(sales, '2026-03-13', '2026-03-14', { from_part: 'afternoon' }), 1.5);
  assert.equal(await asked(clerk, '2026-03-13', '2026-03-14', { from_part: 'afternoon' }), 0.5);
  refused(await ask(clerk, '2026-03-21', '2026-03-21'), 'leave.no_working_day');
});

test('a day that is worked by half counts half, its afternoon nothing', async () => {
  ok(await admin.put('/calendar/hours', { ...week, half_weekdays: [6] }));
  assert.equal(await asked(clerk, '2026-03-27', '2026-03-28'), 1.5);
  refused(await ask(clerk, '2026-04-11', '2026-04-11', { from_part: 'afternoon' }), 'leave.no_working_day');
  assert.equal(await asked(clerk, '2026-04-11', '2026-04-11', { until_part: 'morning' }), 0.5);
});

test('a year without holidays is said to be one; an import recounts what is open, what is approved stays until HR counts it again', async () => {
  ok(await admin.put('/calendar/hours', week));
  const open = ok(await ask(clerk, '2027-02-01', '2027-02-03')).record.id;
  const approved = ok(await ask(clerk, '2027-02-08', '2027-02-10')).record.id;
  assert.match((await leave(clerk, open)).values.calendar_note.zh, /2027 年的节假日还没有导入/);
  const head = await program.as('zhangjing');
  ok(await head.complete('superior_approval', { outcome: 'agree' }, { id: approved }));
  assert.equal(await days(clerk, approved), 3);

  const csv = ['date,name,kind', '2027-02-01,春节,off', '2027-02-02,春节,off', '2027-02-08,春节,off', ''].join('\n');
  ok(await admin.post('/calendar/import?year=2027&mode=apply', csv, { 'Content-Type': 'text/csv' }));
  assert.equal(await days(clerk, open), 1);
  assert.equal((await leave(clerk, open)).values.calendar_note ?? null, null);
  assert.equal(await days(clerk, approved), 3);

  ok(await hr.post(`/records/leave/${approved}/transitions/recount`, {}));
  assert.equal(await days(clerk, approved), 2);
  const { items } = ok(await clerk.get('/notices?size=20'));
  assert.ok(items.some((notice) => notice.title.zh === '请假天数已按新的工作日历重算：事假 2027-02-08 — 2027-02-10，2 天'), JSON.stringify(items));
});

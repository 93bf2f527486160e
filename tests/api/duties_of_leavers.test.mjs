// Recurring work that a leaver had open counts with whoever had it when it was due.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { opened } from '../support/opened.mjs';
import { ok } from '../support/project.mjs';

const { world } = await opened();

// Sessions end while days pass.
const as = (name) => world.browser(name);
const assign = async (values) => ok(await (await as('admin')).post('/records/duty', { values: { how_often: 'week', due_time: '18:00:00', needs_text: true, ...values } }));
const leave = async (person, successor) => ok(await (await as('admin')).post(`/people/${person}/leave`, { reason: '离职', successor }));
async function item(name) {
  const { items } = ok(await (await as('admin')).get('/records/duty_item?size=100'));
  return items.find((one) => one.title === name);
}
async function counts(person, name) {
  const { rows } = ok(await (await as('admin')).get('/duties/compliance?until=2026-03&months=1'));
  const cell = rows.find((row) => row.person.id === person && row.duty.name === name)?.cells[0];
  return cell && [cell.due, cell.on_time, cell.missed];
}
const story = async ({ id }) => ok(await (await as('admin')).get(`/records/duty_item/${id}/timeline`)).items.map(({ title }) => title.zh);

test('what was not due when he left counts with who lets it lapse, what was late before with him', async () => {
  await assign({ name: '周报', person: 'he_jun' });
  await world.pass('P7D');
  await leave('he_jun', 'lin_xiaoyu');

  assert.equal((await item('周报 2026-W10')).values.person, 'he_jun');
  const open = await item('周报 2026-W11');
  assert.equal(open.values.person, 'lin_xiaoyu');
  assert.ok((await story(open)).includes('完成并提交 交接'));
  for (const name of ['周报 2026-W10', '周报 2026-W11']) assert.ok(await (await as('linxiaoyu')).task('hand_in', { type: 'duty_item', id: (await item(name)).id }));

  await world.pass('P7D');
  assert.deepEqual(await counts('he_jun', '周报'), [1, 0, 1]);
  assert.deepEqual(await counts('lin_xiaoyu', '周报'), [1, 0, 1]);
  const seen = ok(await (await as('zhouliming')).get('/duties/compliance?until=2026-03&months=1')).rows;
  assert.ok(seen.some((row) => row.person.id === 'lin_xiaoyu' && row.duty.name === '周报'), 'who stands above her sees it');
});

test('what he handed in stays his; sent back in time it is for who owes the duty now', async () => {
  const weekly = { person: 'tang_wei', receivers: ['gu_ming'], confirm: true };
  await assign({ ...weekly, name: '巡检' });
  await assign({ ...weekly, name: '点检' });
  const doer = await as('tangwei');
  const about = async (name) => ({ type: 'duty_item', id: (await item(`${name} 2026-W12`)).id });
  for (const name of ['巡检', '点检']) ok(await doer.complete('hand_in', { outcome: 'done', values: { text: '已完成' } }, await about(name)));

  await leave('tang_wei', 'shen_lan');
  const receiver = await as('guming');
  ok(await receiver.complete('confirm', { outcome: 'accept' }, await about('巡检')));
  ok(await receiver.complete('confirm', { outcome: 'send_back', opinion: '缺照片' }, await about('点检')));

  assert.equal((await item('巡检 2026-W12')).values.person, 'tang_wei');
  assert.equal((await item('点检 2026-W12')).values.person, 'shen_lan');
  ok(await (await as('shenlan')).complete('hand_in', { outcome: 'done', values: { text: '已补' } }, await about('点检')));
  ok(await (await as('guming')).complete('confirm', { outcome: 'accept' }, await about('点检')));
  assert.deepEqual([await counts('tang_wei', '巡检'), await counts('tang_wei', '点检'), await counts('shen_lan', '点检')], [[1, 1, 0], [0, 0, 0], [1, 1, 0]]);
});

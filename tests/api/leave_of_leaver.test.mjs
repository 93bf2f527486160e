// 离职交接: a leave is the person's own. It ends with him and nobody takes it over; who stands in for others is replaced.
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
  for (const name of ['admin', 'dingxiang', 'kezheng', 'yinshi', 'zhangjing', 'daining']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const leaves = {};
async function ask(name, who, from_on, until_on, stand_in) {
  const values = { kind: 'personal', from_on, from_part: 'morning', until_on, until_part: 'afternoon', reason: '家中有事', stand_in };
  leaves[name] = ok(await people[who].post('/processes/leave_flow/instances', { values })).record;
}
const approve = async (name) => ok(await people.zhangjing.complete('superior_approval', { outcome: 'agree' }, leaves[name]));
const read = async (name) => ok(await people.daining.get(`/records/leave/${leaves[name].id}`));
const place = (name, field) => `leave/${leaves[name].id}/${field}`;
const placesOf = (rows) => rows.map((one) => one.id).filter((id) => /^(leave|absence)\//.test(id));
const notices = async (who) => ok(await people[who].get('/notices?size=50')).items.map((one) => one.title.zh);

test('what is asked for, ahead, under way or reported ends with who leaves; no successor is asked', async () => {
  await ask('over', 'kezheng', '2026-02-25', '2026-02-26', 'yin_shi');
  // The 28th of February is a Saturday that is worked.
  await ask('under_way', 'kezheng', '2026-02-27', '2026-03-03', 'yin_shi');
  await ask('ahead', 'kezheng', '2026-03-09', '2026-03-10', 'yin_shi');
  await ask('reported', 'kezheng', '2026-03-12', '2026-03-13', 'yin_shi');
  for (const name of ['over', 'under_way', 'ahead', 'reported']) await approve(name);
  const back = { back_on: '2026-03-13', back_part: 'morning', back_note: '提前返岗' };
  ok(await people.kezheng.post(`/records/leave/${leaves.reported.id}/transitions/report_back`, { values: back }));
  await ask('asked', 'kezheng', '2026-04-01', '2026-04-02', 'yin_shi');

  const leaving = ok(await people.admin.get('/people/ke_zheng/leaving'));
  const ending = ['under_way', 'ahead', 'reported', 'asked'].map((name) => place(name, 'person'));
  assert.deepEqual(placesOf(leaving.ending).sort(), ending.sort());
  assert.deepEqual(placesOf(leaving.records), []);
  ok(await people.admin.post('/people/ke_zheng/leave', { reason: '离职', successor: 'ding_xiang' }));

  const shown = {};
  for (const name of Object.keys(leaves)) {
    const { state, values } = await read(name);
    shown[name] = [state.id, Number(values.days), values.until_on, values.closed_because ?? null];
  }
  assert.deepEqual(shown, {
    over: ['approved', 2, '2026-02-26', null],
    under_way: ['ended', 3, '2026-03-02', 'person_left'],
    ahead: ['not_taken', 0, '2026-03-10', 'person_left'],
    reported: ['not_taken', 0, '2026-03-13', 'person_left'],
    asked: ['terminated', 2, '2026-04-02', 'person_left'],
  });
  assert.equal((await read('under_way')).values.planned_until_on, '2026-03-03');
  for (const element of ['superior_approval', 'back_confirmation'])
    assert.equal(await people.zhangjing.task(element, leaves.asked) ?? await people.zhangjing.task(element, leaves.reported), undefined);
  assert.deepEqual((await notices('dingxiang')).filter((title) => /接手柯正|请假/.test(title)), []);
  assert.deepEqual(ok(await people.dingxiang.get('/tasks?box=started&size=50')).items.filter((one) => one.starter.id === 'ke_zheng'), []);
});

test('who was to take the work over and leaves is replaced, by somebody else than who is away', async () => {
  await ask('of_another', 'dingxiang', '2026-03-05', '2026-03-05', 'yin_shi');
  await approve('of_another');
  const id = place('of_another', 'stand_in');
  const held = placesOf(ok(await people.admin.get('/people/yin_shi/leaving')).records);
  assert.ok(held.includes(id));

  refused(await people.admin.post('/people/yin_shi/leave', { reason: '离职', successor: 'ding_xiang' }), 'absence.own_stand_in');
  ok(await people.admin.post('/people/yin_shi/leave', { reason: '离职', successor: 'ding_xiang', records: Object.fromEntries(held.map((one) => [one, 'zhang_jing'])) }));

  assert.equal((await read('of_another')).values.stand_in, 'zhang_jing');
  assert.ok((await notices('zhangjing')).some((title) => title.startsWith('离职交接给您')));
});

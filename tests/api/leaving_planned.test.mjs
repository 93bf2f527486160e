// Somebody leaves on a later day, by itself, with the successors that were said; what is refused by then is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { opened } from '../support/opened.mjs';
import { ok, refused } from '../support/project.mjs';
import { walkTo } from '../support/walk.mjs';

const { world } = await opened();

// Sessions end while days pass.
const admin = () => world.browser('admin');
const leave = async (person, request) => (await admin()).post(`/people/${person}/leave`, { reason: '离职', ...request });
const planned = async (person) => ok(await (await admin()).get(`/people/${person}/leaving`)).planned;
const person = async (id, client) => ok(await (client ?? (await admin())).get('/organisation')).people.find((one) => one.id === id);
const holders = async (id) => ok(await (await admin()).get('/organisation')).positions.find((one) => one.id === id).holders.map((one) => one.id);
const at = '2026-03-09T00:00:00+08:00';

test('a plan says a later moment and who takes over what comes until then', async () => {
  refused(await leave('zhou_liming', { successor: 'he_jun', at: 'soon' }), 'request.wrong_type');
  refused(await leave('zhou_liming', { successor: 'he_jun', at: '2026-03-02T00:00:00+08:00' }), 'org.change_in_past');
  refused(await leave('nobody', { successor: 'he_jun', at }), 'app.no_person');
  const { missing } = refused(await leave('zhou_liming', { positions: { sales_manager: 'he_jun' }, at }), 'work.no_successor');
  assert.deepEqual(missing.map(({ field }) => field), ['successor']);
  refused(await (await world.browser('linxiaoyu')).post('/people/zhou_liming/leave', { reason: '离职', successor: 'he_jun', at }), 'app.not_allowed');
  refused(await (await world.browser('daining')).post('/people/administrator/leave', { reason: '离职', successor: 'he_jun', at }), 'app.beyond_keeping');
  assert.equal(await planned('zhou_liming'), undefined);
});

test('he leaves by himself on that day, and with him goes what came meanwhile', async () => {
  ok(await leave('zhou_liming', { successor: 'lin_xiaoyu', at }));
  ok(await leave('zhou_liming', { successor: 'he_jun', at }));
  const { by, has_failed } = await planned('zhou_liming');
  assert.deepEqual([by.id, has_failed], ['administrator', false]);
  assert.equal(Date.parse((await person('zhou_liming')).leaves_at), Date.parse(at));
  assert.equal((await person('zhou_liming', await world.browser('linxiaoyu'))).leaves_at, undefined, 'not for everybody');
  const walk = await walkTo(world, 'under_review');
  assert.ok(await walk.task('zhouliming', 'initiation'));

  await world.pass('P7D');

  assert.equal(await person('zhou_liming'), undefined);
  assert.deepEqual(await holders('sales_manager'), ['he_jun']);
  assert.ok(await (await world.browser('hejun')).task('initiation', walk.record));
  refused(await world.program.client().post('/session', { username: 'zhouliming', password: 'jingwei-demo' }), 'access.disabled');
});

test('who is to stay after all does', async () => {
  ok(await leave('qian_duo', { successor: 'he_jun', at: '2026-03-12T00:00:00+08:00' }));
  refused(await (await world.browser('linxiaoyu')).delete('/people/qian_duo/leave'), 'app.not_allowed');
  ok(await (await admin()).delete('/people/qian_duo/leave'));
  assert.equal(await planned('qian_duo'), undefined);

  await world.pass('P7D');

  assert.deepEqual(await holders('buyer'), ['qian_duo']);
});

test('what cannot be handed over by then is told, and he stays', async () => {
  ok(await leave('qian_duo', { successor: 'su_qing', at: '2026-03-18T00:00:00+08:00' }));
  ok(await leave('su_qing', { successor: 'fang_yuan' }));

  await world.pass('P7D');

  assert.deepEqual(await holders('buyer'), ['qian_duo']);
  assert.equal((await planned('qian_duo')).has_failed, true);
  const told = ok(await (await admin()).get('/notices')).items.filter(({ title }) => title.zh.includes('离职交接未能按计划办理'));
  assert.deepEqual(told.map(({ title }) => title.zh.includes('钱多')), [true]);
  ok(await leave('qian_duo', { successor: 'fang_yuan' }));
  assert.equal(await person('qian_duo'), undefined);
});

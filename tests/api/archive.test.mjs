// 归档: the owner of a process takes its ended matters out of the lists, and back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused, underReview } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

let world;
let matter;
before(async () => {
  world = await World.open();
  const { record } = await underReview(await world.browser('linxiaoyu'));
  ok(await (await world.browser('zhouliming')).complete('initiation', { outcome: 'disagree', opinion: '风险过高' }, record));
  matter = (await listed('')).items[0];
});
after(() => world.close());

const admin = () => world.browser('admin');
const listed = async (more) => ok(await (await world.browser('linxiaoyu')).get(`/instances?scope=mine${more}`));
const box = async (more) => ok(await (await world.browser('linxiaoyu')).get(`/tasks?box=started${more}`)).total;
const archive = async (body) => (await admin()).put(`/processes/${matter.process.id}/archive`, body);
const waiting = async () => ok(await (await admin()).get(`/processes/${matter.process.id}/waiting`));

test('archived matters are in no list, and found by state, words and link', async () => {
  assert.equal(await box(''), 1);
  ok(await archive({ after_days: 30 }));
  assert.equal((await waiting()).archive.matters, 0);
  const today = (await waiting()).archive.at.slice(0, 10);

  ok(await archive({ through: today }));
  const { archive: said } = await waiting();
  assert.deepEqual([said.through, said.matters, said.after_days], [today, 1, undefined]);
  assert.equal(await box(''), 0);
  assert.equal(await box('&state=archived'), 1);
  assert.equal((await listed('')).total, 0);
  assert.equal((await listed('&state=archived')).total, 1);
  assert.equal((await listed(`&q=${encodeURIComponent(matter.record.number)}`)).total, 1);
  assert.equal(ok(await (await world.browser('linxiaoyu')).get(`/instances/${matter.key}`)).archived, true);

  ok(await (await admin()).delete(`/processes/${matter.process.id}/archive`));
  assert.equal(await box(''), 1);
  assert.equal((await waiting()).archive, undefined);
});

test('not by others, not for days to come, and by one of the two', async () => {
  for (const body of [{}, { through: '2199-01-01' }, { through: 'soon' }, { through: '2026-01-01', after_days: 3 }, { after_days: 0 }])
    refused(await archive(body), 'request.wrong_type', 400);
  const other = await world.browser('linxiaoyu');
  refused(await other.put(`/processes/${matter.process.id}/archive`, { after_days: 1 }), 'app.not_owner', 404);
  refused(await other.delete(`/processes/${matter.process.id}/archive`), 'app.not_owner', 404);
});

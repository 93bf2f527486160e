// Who votes for somebody reads what he votes on: by itself, in lists and by search, and no more than that.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const type = 'initiation_application';

// By itself, among the children of its project, in the list and by search: always the same.
async function reads(name, walk) {
  const client = await world.browser(name);
  const id = walk.known[type];
  const found = async (path) => ok(await client.get(path)).items.some((row) => (row.record ?? row).id === id);
  const { children } = ok(await client.get(`/records/solution_project/${walk.known.solution_project}`));
  const list = children.find((one) => one.field === 'initiation_applications');
  const { number } = await walk.read(type);
  const ways = [
    (await client.get(`/records/${type}/${id}`)).status === 200,
    Boolean(list?.items.some((row) => row.id === id)),
    await found(`/records/${type}?size=100`),
    await found(`/records/${type}?q=${number}`),
    await found(`/search?q=${number}`),
    (await client.get(`/records/${type}/${id}/history`)).status === 200,
  ];
  assert.equal(new Set(ways).size, 1, `${name}: ${ways}`);
  return ways[0];
}

async function underReview() {
  const walk = await walkTo(world, 'under_review');
  await walk.newest(type, 'initiation_applications');
  return walk;
}

test('a deputy opens what he votes on, and keeps what he has decided when the absence ends', async () => {
  const voted = await underReview();
  const open = await underReview();
  const away = await world.browser('chenguodong');
  assert.equal(await reads('qianduo', voted), false);

  const { id } = ok(await away.post('/deputies', { deputy: 'qian_duo' }));
  assert.equal(await reads('qianduo', voted), true);
  assert.equal(await reads('qianduo', open), true);
  assert.equal(await reads('tianmi', voted), false);
  const application = await (await world.browser('qianduo')).get(`/records/${type}/${voted.known[type]}`);
  assert.equal(ok(application).can.update, false);
  await voted.complete('qianduo', 'initiation', { outcome: 'agree', opinion: '同意' });

  ok(await away.delete(`/deputies/${id}`));
  assert.equal(await reads('qianduo', voted), true);
  assert.equal(await reads('qianduo', open), false);
});

test('so does the deputy of a position', async () => {
  const walk = await underReview();
  const administrator = await world.browser('admin');
  const { id } = ok(await administrator.post('/deputies', { position: 'product_manager', deputy: 'kong_xin' }));

  assert.equal(await reads('kongxin', walk), true);
  ok(await administrator.delete(`/deputies/${id}`));
  assert.equal(await reads('kongxin', walk), false);
});

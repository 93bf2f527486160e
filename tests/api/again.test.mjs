// 再次发起: a matter that has ended is a pattern for a new one, which names it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, project, refused, someClient } from '../support/project.mjs';
import { World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const as = (name) => world.browser(name);
const at = '/processes/solution_project_flow';

// Started by the sales man and taken back.
async function anEnded(more) {
  const sales = await as('linxiaoyu');
  const started = ok(await sales.post(`${at}/instances`, { values: project(await someClient(sales), more) }));
  ok(await sales.post(`/instances/${started.instance}/acts`, { act: 'withdraw', text: '填错了' }));
  return started;
}

test('the form begins with what was filled in, and the new matter has its own number', async () => {
  const sales = await as('linxiaoyu');
  const old = await anEnded({ name: '滨江智慧园区', need: '门禁与访客' });
  assert.equal(ok(await sales.get(`/instances/${old.instance}`)).may_start_again, true);

  const { form } = ok(await sales.get(`${at}?again=${old.instance}`));

  assert.equal(form.values.name, '滨江智慧园区');
  assert.equal(form.values.need, '门禁与访客');
  assert.equal(form.values.number, undefined);
  assert.equal(ok(await sales.get(at)).form.values.name ?? '', '');
  const { name, client, need, class: kind } = form.values;
  const started = ok(await sales.post(`${at}/instances`, { values: { name, client, need, class: kind }, again: old.instance }));
  assert.notEqual(started.record.number, old.record.number);
  const fresh = ok(await sales.get(`/instances/${started.instance}`));
  assert.deepEqual([fresh.again_of.key, fresh.again_of.number, fresh.may_start_again], [old.instance, old.record.number, false]);
  const before = ok(await sales.get(`/instances/${old.instance}`));
  assert.deepEqual(before.started_again.map((link) => link.key), [started.instance]);
  assert.ok(before.timeline.some((entry) => entry.act === 'started_again'));
});

test('only an ended matter of his own, and of this process, is a pattern', async () => {
  const sales = await as('linxiaoyu');
  const running = ok(await sales.post(`${at}/instances`, { values: project(await someClient(sales)) }));
  assert.equal(ok(await sales.get(`/instances/${running.instance}`)).may_start_again, false);
  refused(await sales.get(`${at}?again=${running.instance}`), 'app.no_instance', 404);

  const old = await anEnded();
  assert.equal(ok(await (await as('admin')).get(`/instances/${old.instance}`)).may_start_again, false);
  refused(await sales.get(`/processes/demand_flow?again=${old.instance}`), 'app.no_instance', 404);
  const total = async () => ok(await sales.get('/instances')).total;
  const count = await total();
  const values = project(await someClient(sales));
  refused(await sales.post(`${at}/instances`, { values, again: running.instance }), 'app.no_instance', 404);
  assert.equal(await total(), count);
});

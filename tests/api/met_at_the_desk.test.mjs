// A task whose record somebody else stores while its form is being filled in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

// A requirement change to be assessed, its form as it was opened, and who stores beside it.
async function opened() {
  const walk = await walkTo(world, 'change_requested');
  const manager = await walk.as('guming');
  const record = { type: 'requirement_change', id: walk.known.requirement_change };
  const { key } = await walk.task('guming', 'assess', record);
  const { form } = ok(await manager.get(`/tasks/${key}`));
  const at = `/records/requirement_change/${record.id}`;
  const store = async (values) => {
    const { version } = ok(await manager.get(at));
    ok(await manager.patch(at, { version, values }));
  };
  const complete = (values, record_version) => manager.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'accept', values, record_version });
  const stored = async () => ok(await manager.get(at));
  const task = async () => ok(await manager.get(`/tasks/${key}`));
  return { manager, key, form, store, complete, stored, task };
}

test('what the form was left as stays as somebody else has stored it', async () => {
  const { form, store, complete, stored } = await opened();
  await store({ plan_impact: '推迟一周' });

  ok(await complete({ plan_impact: '', cost_impact: '0.00', decision: '同意' }, form.version));

  const { values } = await stored();
  assert.deepEqual([values.plan_impact, values.decision], ['推迟一周', '同意']);
});

test('what both changed is refused field by field and nothing is stored', async () => {
  const { form, store, complete, stored, task } = await opened();
  await store({ plan_impact: '推迟一周', decision: '先评估' });

  const answer = await complete({ plan_impact: '', cost_impact: '0.00', decision: '同意' }, form.version);

  const { missing } = refused(answer, 'records.changed_meanwhile', 409);
  assert.deepEqual(missing.map((one) => one.field), ['decision']);
  assert.match(missing[0].how.zh, /^顾鸣 于 .* 更改$/);
  assert.equal((await stored()).values.cost_impact, null);

  const again = (await task()).form;
  assert.equal(again.values.decision, '先评估');
  ok(await complete({ plan_impact: '推迟一周', cost_impact: '0.00', decision: '同意' }, again.version));
  assert.equal((await stored()).values.decision, '同意');
});

test('a draft that was begun before tells what both changed and takes over the rest', async () => {
  const { manager, key, form, store, task } = await opened();
  ok(await manager.put(`/tasks/${key}/draft`, { values: { plan_impact: '', decision: '草拟' }, record_version: form.version }));
  await store({ plan_impact: '推迟一周', decision: '先评估' });

  const { draft } = await task();

  assert.deepEqual(draft.values, { decision: '草拟' });
  assert.deepEqual(draft.both.map((one) => one.field), ['decision']);
  assert.equal(draft.record_version, form.version);
});

// Who is reminded of an escalated issue is left alone on days off.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';

import { ok } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => {
  world = await World.open();
});
after(() => world.close());

test('leaders are reminded on working days only', async () => {
  const walk = await walkTo(world, 'in_execution');
  await walk.make('guming', 'project_issue', { project: walk.known.solution_project, title: '供电不足', description: '需增容' });
  await walk.move('guming', 'project_issue', 'escalate');
  await world.pass('P14D');

  const [{ key }] = (await walk.read('project_issue')).instances;
  const { timeline } = ok(await (await world.browser('xuwenjing')).get(`/instances/${key}`));
  const days = timeline.filter((entry) => entry.act === 'reminded').map((entry) => new Date(entry.at).getUTCDay());
  assert.ok(days.length >= 6, `${days.length} reminders`);
  assert.deepEqual(days.filter((day) => day === 0 || day === 6), []);
});

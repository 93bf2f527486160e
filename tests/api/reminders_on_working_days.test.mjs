// Who is reminded of an escalated issue is left alone on days off.
import { test } from 'node:test';
import assert from 'node:assert/strict';

import { opened } from '../support/opened.mjs';
import { ok } from '../support/project.mjs';
import { walkTo } from '../support/walk.mjs';

const { world } = await opened();

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

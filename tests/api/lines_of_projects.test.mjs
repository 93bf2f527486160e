// Lines of the desk say which project they are about, though projects and stages are called alike.
import { test } from 'node:test';
import assert from 'node:assert/strict';

import { opened } from '../support/opened.mjs';
import { ok } from '../support/project.mjs';
import { walkTo } from '../support/walk.mjs';

const { world } = await opened();

test('reports of two projects read differently in 待办', async () => {
  const walks = [await walkTo(world, 'milestone_reached'), await walkTo(world, 'milestone_reached')];
  const manager = await world.browser('guming');

  const lines = ok(await manager.get('/tasks?box=todo&size=100')).items.filter((row) => row.element === 'report');

  const numbers = await Promise.all(walks.map(async (walk) => (await walk.read('solution_project')).number));
  assert.deepEqual(lines.map((line) => line.summary[0]).sort(), numbers.map((number) => `${number} 智慧园区`).sort());
});

// Bars of a Gantt chart lie below what they belong to.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

test('projects of the same name are told apart by their numbers', async () => {
  const projects = [];
  for (const walk of [await walkTo(world, 'planning'), await walkTo(world, 'planning')]) projects.push(await walk.read('solution_project'));

  const { items } = ok(await (await world.browser('guming')).get('/views/project_gantt/data'));

  const groups = items.filter(({ kind }) => kind === 'group');
  assert.deepEqual(groups.map(({ title }) => title).sort(), projects.map(({ number, title }) => `${title} ${number}`).sort());
  assert.deepEqual(groups.map(({ group }) => group.zh), groups.map(({ title }) => title));
  for (const project of projects) assert.equal(items.filter(({ parent }) => parent === `group-${project.id}`).length, 1);
});

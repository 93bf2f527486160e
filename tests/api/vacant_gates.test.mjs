// Gates of a project whose post is vacant: no administrator decides, and who is appointed goes on.
import { test } from 'node:test';
import assert from 'node:assert/strict';

import { opened } from '../support/opened.mjs';
import { ok, refused } from '../support/project.mjs';
import { walkTo } from '../support/walk.mjs';

const { world, admin } = await opened();

const vacate = async (person, position) => ok(await admin.post('/organisation/posts/end', { person, position }));
const appoint = async (person, position) => ok(await admin.post('/organisation/posts', { person, position, main: false }));

test('while nobody manages the product department, the leaders assign', async () => {
  const walk = await walkTo(world, 'bid_open');
  await vacate('fang_yuan', 'product_manager');

  await walk.to('won');

  assert.equal(await admin.task('assign_manager', walk.record), undefined);
  await walk.complete('xuwenjing', 'assign_manager', { values: { manager: 'gu_ming', implementers: ['tang_wei'] } });
  assert.ok(await walk.task('suqing', 'technical_handover'));
  await appoint('fang_yuan', 'product_manager');
});

test('what the leaders decide goes to nobody else when one of them leaves', async () => {
  const walk = await walkTo(world, 'in_execution');
  await walk.make('guming', 'project_issue', { project: walk.known.solution_project, title: '供电不足', description: '需增容' });
  await walk.move('guming', 'project_issue', 'escalate');
  const issue = { type: 'project_issue', id: walk.known.project_issue };
  const { key } = await walk.task('xuwenjing', 'countermeasure', issue);

  const refusal = refused(await admin.post('/people/xu_wenjing/leave', { reason: '离职', successor: 'cui_hao', positions: { deputy_general_manager: null } }), 'work.not_a_successor');

  assert.equal(refusal.place, key);
  assert.deepEqual(refusal.missing.map(({ field }) => field), [key]);
});

test('what nobody of the leaders may decide waits for one', async () => {
  const walk = await walkTo(world, 'in_execution');
  const project = walk.known.solution_project;
  await walk.make('guming', 'project_issue', { project, title: '供电不足', description: '需增容' });
  await vacate('chen_guodong', 'general_manager');
  await vacate('xu_wenjing', 'deputy_general_manager');
  const issue = { type: 'project_issue', id: walk.known.project_issue };
  await walk.move('guming', 'project_issue', 'escalate');

  assert.equal(await admin.task('countermeasure', issue), undefined);
  const vacant = ok(await admin.get('/notices?size=100')).items.find((one) => one.kind === 'vacant' && one.title.zh.includes('协商对策'));
  assert.match(vacant.text.zh, /席位空缺/);
  await appoint('chen_guodong', 'general_manager');
  assert.ok(await walk.task('chenguodong', 'countermeasure', issue), 'nobody had to try anything again');
});

test('a standard project is registered by the sales manager alone', async () => {
  for (const { id } of ok(await admin.get('/deputies')).items) ok(await admin.delete(`/deputies/${id}`));
  await vacate('zhou_liming', 'sales_manager');

  await assert.rejects(walkTo(world, 'standard'), /work\.seat_vacant/);

  assert.equal(await admin.task('registration'), undefined);
  await appoint('zhou_liming', 'sales_manager');
  const walk = await walkTo(world, 'standard');
  assert.ok(await walk.task('fangyuan', 'assign_team'));
});

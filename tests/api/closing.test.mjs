// A process closed for new starts: nobody and nothing starts it, what runs goes on, and everybody reads why.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { application, ok, project, refused, someClient } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const as = (name) => world.browser(name);
const flow = 'solution_project_flow';
const start = async () => {
  const sales = await as('linxiaoyu');
  return sales.post(`/processes/${flow}/instances`, { values: project(await someClient(sales)) });
};
const open = async (process = flow) => ok(await (await as('admin')).delete(`/processes/${process}/closing`));

test('its owner closes it with a reason, and nobody starts it then, nor finds it open', async () => {
  const running = ok(await start());
  ok(await (await as('fangyuan')).put(`/processes/${flow}/closing`, { reason: '制度修订中' }));

  const refusal = refused(await start(), 'engine.process_closed', 409);
  assert.match(refusal.title.zh, /^“.+”已由方远于 2026-03-02 \d\d:\d\d 停止发起：制度修订中$/);
  assert.match(refusal.title.en, /closed ".+" for new starts at 2026-03-02/);
  const sales = await as('linxiaoyu');
  const listed = ok(await sales.get('/processes')).items.find((one) => one.id === flow);
  assert.deepEqual([listed.closed.reason, listed.closed.person.id], ['制度修订中', 'fang_yuan']);
  assert.equal(ok(await sales.get(`/processes/${flow}`)).process.closed.reason, '制度修订中');
  const quick = ok(await sales.get('/workbench')).quick_starts.find((one) => one.id === flow);
  assert.equal(quick.closed.reason, '制度修订中');

  ok(await sales.complete('application', { outcome: 'done', values: application }, running.record));
  await open();
  ok(await start());
  const { closings, closed } = ok(await (await as('fangyuan')).get(`/processes/${flow}/waiting`));
  assert.equal(closed, undefined);
  assert.deepEqual(closings.map((one) => one.act), ['opened', 'closed']);
});

test('it stays closed when the program is started again', async () => {
  ok(await (await as('admin')).put(`/processes/${flow}/closing`, { reason: '盘点' }));
  await world.program.stop();
  world.program = await Program.start({ folder: world.program.folder, demo: false });
  world.sessions.clear();

  refused(await start(), 'engine.process_closed', 409);
  await open();
});

test('what an event would start is left out, and the story says so', async () => {
  const walk = await walkTo(world, 'in_execution');
  ok(await (await as('admin')).put('/processes/requirement_change_flow/closing', { reason: '暂停变更' }));
  const about = { project: walk.known.solution_project, title: '访客预约', requested_by: '赵主任', description: '提前一天' };

  const id = await walk.make('guming', 'requirement_change', about);

  assert.equal(await walk.task('guming', 'assess', { type: 'requirement_change', id }), undefined);
  const manager = await as('guming');
  const { items } = ok(await manager.get(`/records/requirement_change/${id}/timeline`));
  assert.ok(items.some((entry) => /已停止发起，没有启动$/.test(entry.title.zh) && entry.title.en.includes('not started')));
  const { closings } = ok(await (await as('admin')).get('/processes/requirement_change_flow/waiting'));
  assert.deepEqual([closings[0].act, closings[0].trigger], ['start_skipped', 'message']);
  await open('requirement_change_flow');
  const next = await walk.make('guming', 'requirement_change', about, 'another');
  assert.ok(await walk.task('guming', 'assess', { type: 'requirement_change', id: next }));
});

test('others neither close nor open it, and nobody closes it without a reason', async () => {
  const sales = await as('linxiaoyu');
  refused(await sales.put(`/processes/${flow}/closing`, { reason: '不想办' }), 'app.not_owner', 404);
  refused(await sales.delete(`/processes/${flow}/closing`), 'app.not_owner', 404);
  const admin = await as('admin');
  refused(await admin.put(`/processes/${flow}/closing`, { reason: '  ' }), 'work.reason_required');
  refused(await admin.put('/processes/no_such_flow/closing', { reason: '停' }), 'app.not_owner', 404);
  ok(await start());
});

// The boxes of a person narrowed down, and taken along as a table.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused, underReview } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const get = async (name, path) => (await world.browser(name)).get(path);
const box = async (name, which, more = '') => ok(await get(name, `/tasks?box=${which}&size=100${more}`));
const keys = (list) => list.items.map((row) => row.key).sort();

// One project under review, one that was voted down.
async function twoProjects() {
  const sales = await world.browser('linxiaoyu');
  const waiting = await underReview(sales);
  const refusedOne = await underReview(sales);
  const manager = await world.browser('zhouliming');
  ok(await manager.complete('initiation', { outcome: 'disagree', opinion: '风险过高' }, refusedOne.record));
  return { waiting, refusedOne };
}

test('what one started says how it went and where it stands, and is narrowed by that', async () => {
  const { waiting, refusedOne } = await twoProjects();
  const rows = (await box('linxiaoyu', 'started')).items;
  const of = (started) => rows.find((row) => row.instance === started.instance);

  assert.equal(of(refusedOne).status.id, 'rejected');
  assert.equal(of(refusedOne).current, undefined);
  assert.equal(of(waiting).status.id, 'running');
  assert.ok(of(waiting).current.some((step) => step.element === 'initiation' && step.persons.length > 0));

  const states = ['running', 'passed', 'rejected', 'done', 'withdrawn', 'terminated'];
  const parts = await Promise.all(states.map((state) => box('linxiaoyu', 'started', `&state=${state}`)));
  assert.deepEqual(parts.flatMap((part) => part.items.map((row) => row.key)).sort(), keys({ items: rows }));
  assert.ok(keys(parts[2]).includes(of(refusedOne).key) && !keys(parts[0]).includes(of(refusedOne).key));
});

test('what a rule begins is nobody\'s matter; what one raises by hand is one\'s own', async () => {
  const walk = await walkTo(world, 'plan_submitted');
  await walk.complete('linxiaoyu', 'plan_confirmation', { outcome: 'confirm' });
  await walk.complete('qianduo', 'plan_confirmation', { outcome: 'confirm' });
  const all = ok(await (await world.browser('admin')).get('/instances?scope=all&size=100')).items;
  const starters = (process) => all.filter((one) => one.process.id === process).map((one) => one.starter.id);

  assert.deepEqual(starters('training_need_flow'), ['system']);
  assert.deepEqual(starters('solution_upgrade_flow'), ['fang_yuan']);
  const own = async (name) => (await box(name, 'started')).items.map((row) => row.process.id);
  assert.ok(!(await own('qianduo')).includes('training_need_flow'));
  assert.ok((await own('fangyuan')).includes('solution_upgrade_flow'));
  const byRule = all.find((one) => one.process.id === 'training_need_flow');
  const seen = await get('qianduo', `/instances/${byRule.key}`);
  assert.ok(seen.status === 404 || !seen.body.acts.includes('withdraw'), seen.text);
});

test('process, starter and days narrow each box, and counts are those of the list', async () => {
  await twoProjects();
  const all = await box('fangyuan', 'todo');
  assert.ok(all.total > 0);
  const { items: processes } = ok(await get('fangyuan', '/tasks/processes?box=todo'));
  assert.equal(processes.reduce((sum, one) => sum + one.count, 0), all.total);
  for (const one of processes) {
    const part = await box('fangyuan', 'todo', `&process=${one.id}`);
    assert.deepEqual([part.total, part.items.every((row) => row.process.id === one.id)], [one.count, true]);
  }
  const day = all.items[0].created_at.slice(0, 10);
  assert.equal((await box('fangyuan', 'todo', '&starter=lin_xiaoyu')).total, all.items.filter((row) => row.starter?.id === 'lin_xiaoyu').length);
  assert.equal((await box('fangyuan', 'todo', '&starter=nobody')).total, 0);
  assert.equal((await box('fangyuan', 'todo', `&from=${day}&to=${day}`)).total, all.items.filter((row) => row.created_at.slice(0, 10) === day).length);
  assert.equal((await box('fangyuan', 'todo', '&to=2020-01-01')).total, 0);
  assert.equal((await box('fangyuan', 'todo', '&from=2099-01-01')).total, 0);
  assert.equal((await box('fangyuan', 'todo', '&state=overdue')).total, all.items.filter((row) => row.overdue).length);
});

test('what is asked wrongly is refused with its place', async () => {
  const place = async (query) => refused(await get('fangyuan', `/tasks?${query}`), 'request.wrong_type', 400).place;
  assert.equal(await place('box=none'), 'box');
  assert.equal(await place('box=todo&state=passed'), 'state');
  assert.equal(await place('box=done&state=overdue'), 'state');
  assert.equal(await place('box=todo&from=yesterday'), 'from');
  assert.equal(await place('box=todo&to=2026-02-30'), 'to');
  refused(await get('fangyuan', '/tasks/export.csv?box=todo&language=fr'), 'request.wrong_type', 400);
});

test('a table holds all rows that the list holds, in either language, and runs nothing', async () => {
  const sales = await world.browser('linxiaoyu');
  const client = ok(await sales.post('/records/client', { values: { name: '=1+1' } })).id;
  ok(await sales.post('/processes/solution_project_flow/instances', { values: { name: '=cmd()', client, need: '门禁', class: 'non_standard' } }));
  const { total } = await box('linxiaoyu', 'started');

  const answer = await sales.get('/tasks/export.csv?box=started');
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'], /text\/csv/);
  const lines = answer.text.trimEnd().split('\r\n');
  assert.equal(lines[0].replace('\ufeff', ''), '任务,事项,编号,摘要,流程,发起人,发起时间,期限,结束时间,结论,状态,企业微信状态码');
  assert.equal(lines.length, total + 1);
  assert.ok(answer.text.includes("'=cmd()") && !/(^|,)"?=cmd/m.test(answer.text), answer.text);
  const english = (await sales.get('/tasks/export.csv?box=started&state=rejected&language=en')).text;
  assert.match(english, /^\ufeff?Task,Matter,Number/);
  assert.equal(english.trimEnd().split('\r\n').length, (await box('linxiaoyu', 'started', '&state=rejected')).total + 1);
});

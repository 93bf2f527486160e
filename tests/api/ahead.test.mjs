// 追加/修改处理人: other people for a step that has not begun, named by who may.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper, paperModel } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const model = paperModel(
  {
    first: { candidates: 'person:he_jun' },
    second: { candidates: 'position:sales_manager' },
    third: { candidates: 'person:fang_yuan', people: 'starter' },
    fourth: { candidates: 'person:fang_yuan', kind: 'vote', final: 'true' },
    fifth: { candidates: 'person:fang_yuan, person:he_jun', policy: 'count', pass: '2', reject: '1' },
  },
  { owner: 'position:product_manager' },
);
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(model);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'zhouliming', 'fangyuan', 'tangwei', 'suqing', 'admin', 'qianduo']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async () => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '采购' } })).instance;
const ahead = async (instance, who = 'linxiaoyu') => ok(await people[who].get(`/instances/${instance}/path`)).items;
const change = (who, instance, target, more) =>
  people[who].post(`/instances/${instance}/acts`, { act: 'people', target, persons: ['tang_wei'], text: '原办理人出差', ...more });
const agree = async (who, instance) => {
  const { items } = ok(await people[who].get('/tasks?box=todo&size=100'));
  const task = items.find((row) => row.instance === instance);
  assert.ok(task, `${who} has nothing to do`);
  return ok(await people[who].post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: 'agree' }));
};
const namesOf = (steps) => Object.fromEntries(steps.map((step) => [step.element, step.persons.map((one) => one.id)]));

test('what lies ahead is told with names, and to whom it may be given by whom', async () => {
  const instance = await start();

  const steps = await ahead(instance);

  assert.deepEqual(steps.map((step) => step.element), ['second', 'third', 'fourth', 'fifth']);
  assert.deepEqual(namesOf(steps), { second: ['zhou_liming'], third: ['fang_yuan'], fourth: ['fang_yuan'], fifth: ['fang_yuan', 'he_jun'] });
  const may = (list) => list.filter((step) => step.may_change).map((step) => step.element);
  assert.deepEqual(may(steps), ['third']);
  assert.deepEqual(may(await ahead(instance, 'admin')), ['second', 'third', 'fifth']);
  assert.deepEqual(may(await ahead(instance, 'hejun')), []);
  refused(await people.qianduo.get(`/instances/${instance}/path`), 'app.no_instance', 404);
});

test('others do the step instead, and the story says who named them and why', async () => {
  const instance = await start();

  const { timeline } = ok(await change('linxiaoyu', instance, 'third', { persons: ['tang_wei', 'su_qing'] }));

  const entry = timeline.find((one) => one.act === 'people_replaced');
  assert.deepEqual([entry.title.zh, entry.text, entry.person.id], ['改由他人办理 third', '原办理人出差', 'lin_xiaoyu']);
  assert.deepEqual(entry.persons.map((one) => one.id), ['tang_wei', 'su_qing']);
  const third = (await ahead(instance)).find((step) => step.element === 'third');
  assert.deepEqual([third.changed, third.persons.map((one) => one.id)], [true, ['tang_wei', 'su_qing']]);
  await agree('hejun', instance);
  await agree('zhouliming', instance);
  assert.ok(!ok(await people.fangyuan.get('/tasks?box=todo&size=100')).items.some((row) => row.instance === instance));
  await agree('suqing', instance);
  const done = ok(await people.linxiaoyu.get(`/instances/${instance}`));
  assert.deepEqual(done.current.map((one) => one.element), ['fourth']);
});

test('more people join, and the model says again who does it', async () => {
  const instance = await start();
  ok(await change('fangyuan', instance, 'second', { mode: 'add' }));
  assert.deepEqual(namesOf(await ahead(instance)).second, ['zhou_liming', 'tang_wei']);
  ok(await change('admin', instance, 'second', { mode: 'restore', persons: [] }));
  const second = (await ahead(instance)).find((step) => step.element === 'second');
  assert.deepEqual([second.changed, second.persons.map((one) => one.id)], [false, ['zhou_liming']]);
});

test('a step that is open, passed, not reached or fixed keeps its people', async () => {
  const instance = await start();
  const before = JSON.stringify(await ahead(instance));

  for (const element of ['first', 'end', 'nowhere', '']) {
    const refusal = refused(await change('admin', instance, element), 'work.step_not_ahead');
    assert.equal(refusal.place ?? '', element);
  }
  assert.equal(refused(await change('admin', instance, 'fourth'), 'work.people_fixed').place, 'fourth');
  refused(await change('linxiaoyu', instance, 'second'), 'work.people_fixed');
  refused(await change('hejun', instance, 'third'), 'app.not_allowed', 403);
  refused(await change('qianduo', instance, 'third'), 'app.no_instance', 404);
  refused(await change('linxiaoyu', instance, 'third', { text: ' ' }), 'work.reason_required');
  refused(await change('linxiaoyu', instance, 'third', { persons: [] }), 'work.unknown_person');
  refused(await change('linxiaoyu', instance, 'third', { persons: ['nobody'] }), 'work.unknown_person');
  refused(await change('linxiaoyu', instance, 'third', { persons: ['lin_xiaoyu'] }), 'work.people_not_allowed');
  refused(await change('linxiaoyu', instance, 'third', { mode: 'swap' }), 'request.wrong_type');
  const hopeless = refused(await change('admin', instance, 'fifth'), 'work.cannot_pass');
  assert.equal(hopeless.place, 'fifth');
  assert.deepEqual(hopeless.missing.map((one) => [one.condition, one.how.zh, one.how.en]), [['fifth', '只有 1 席，须 2 票同意', 'seats: 1, agreements needed: 2']]);

  assert.equal(JSON.stringify(await ahead(instance)), before);
  await agree('hejun', instance);
  refused(await change('admin', instance, 'first'), 'work.step_not_ahead');
  refused(await change('admin', instance, 'second'), 'work.step_not_ahead');
});

test('the leave wizard lists the later steps for which the leaver was named, and who takes over everything follows him there', async () => {
  const instance = await start();
  ok(await change('admin', instance, 'third', { persons: ['su_qing'] }));
  const chosen = async () => ok(await people.admin.get('/people/su_qing/leaving')).chosen.filter((one) => one.instance === instance);
  assert.deepEqual((await chosen()).map(({ element, step }) => [element, step.zh]), [['third', 'third']]);
  assert.match((await chosen())[0].title, /采购/);
  const other = await start();
  ok(await change('admin', other, 'third', { persons: ['su_qing'] }));
  await agree('hejun', other);
  await agree('zhouliming', other);
  const begun = ok(await people.admin.get('/people/su_qing/leaving'));
  assert.ok(!begun.chosen.some((one) => one.instance === other), 'it is a task by now');
  assert.ok(begun.tasks.length > 0);

  ok(await people.admin.post('/people/su_qing/leave', { reason: '离职', successor: 'tang_wei' }));
  assert.deepEqual(namesOf(await ahead(instance)).third, ['tang_wei']);
  assert.deepEqual(await chosen(), []);
  const his = ok(await people.admin.get('/people/tang_wei/leaving')).chosen.filter((one) => one.instance === instance);
  assert.deepEqual(his.map(({ element }) => element), ['third'], 'what he took over goes on with him');
});

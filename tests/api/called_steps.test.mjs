// What a call activity will ask is on the path, and whoever looks at the caller sees who works in what it called.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [{ id: 'first', candidates: 'person:he_jun' }, { id: 'second', candidates: 'person:fang_yuan' }]));
  addLine(packs, 'calls', [{ id: 'inner', calls: 'paper_flow' }, { id: 'behind', candidates: 'person:gu_ming' }]);
  addLine(packs, 'calls_twice', [{ id: 'before', candidates: 'person:gu_ming' }, { id: 'outer', calls: 'calls' }]);
  addLine(packs, 'asks', [{ id: 'inner', calls: 'paper_flow' }, { id: 'refused', candidates: 'person:gu_ming' }], {
    branch: { after: 'inner', condition: '= inner.outcome = &quot;agree&quot;' },
  });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'guming']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/instances`, { values: { title: '申请' } })).instance;
const matter = async (who, instance) => ok(await people[who].get(`/instances/${instance}`));
const path = async (process) => ok(await people.linxiaoyu.post(`/processes/${process}/path`, { values: { title: '申请' } })).steps;
const brief = (step) => [step.called?.element ?? '', step.called?.title.zh ?? '', step.element, ...step.persons.map((person) => person.name)];
const agree = async (who) => {
  const { items } = ok(await people[who].get('/tasks?box=todo'));
  return ok(await people[who].post(`/tasks/${items[0].key}/acts`, { act: 'complete', outcome: 'agree' }));
};

test('the path before the start has the steps of the called process, with names, marked by it', async () => {
  assert.deepEqual((await path('calls')).map(brief), [
    ['inner', 'paper_flow', 'first', '何俊'],
    ['inner', 'paper_flow', 'second', '方远'],
    ['', '', 'behind', '顾鸣'],
  ]);
  assert.deepEqual((await path('calls_twice')).map(brief), [
    ['', '', 'before', '顾鸣'],
    ['outer', 'paper_flow', 'first', '何俊'],
    ['outer', 'paper_flow', 'second', '方远'],
    ['outer', 'calls', 'behind', '顾鸣'],
  ]);
});

test('a gateway behind a call sees that it agreed', async () => {
  assert.deepEqual((await path('asks')).map((step) => step.element), ['first', 'second']);
});

test('the caller says who works in the called one, and leads there', async () => {
  const instance = await start('calls');
  const { current, acts } = await matter('linxiaoyu', instance);
  assert.equal(current.length, 1);
  assert.equal(current[0].element, 'inner');
  assert.deepEqual(current[0].persons.map((person) => person.name), ['何俊']);
  assert.deepEqual(current[0].called.current.map((step) => step.element), ['first']);
  assert.equal(current[0].called.process.title.zh, 'paper_flow');
  const child = await matter('linxiaoyu', current[0].called.key);
  assert.equal(child.process.id, 'paper_flow');
  assert.ok(acts.includes('urge'));

  ok(await people.linxiaoyu.post(`/instances/${instance}/acts`, { act: 'urge' }));
  const notices = ok(await people.hejun.get('/notices?size=100')).items;
  assert.ok(notices.some((one) => one.kind === 'urge'), 'the one who works in the called process hears of it');
  refused(await people.linxiaoyu.post(`/instances/${instance}/acts`, { act: 'urge' }), 'work.urged_recently');

  const ahead = ok(await people.linxiaoyu.get(`/instances/${instance}/path`)).items;
  assert.deepEqual(ahead.map(brief), [['', '', 'behind', '顾鸣']]);
  await agree('hejun');
  assert.deepEqual((await matter('linxiaoyu', instance)).current[0].persons.map((person) => person.name), ['方远']);
  await agree('fangyuan');
  await agree('guming');
});

test('steps of a call to come are ahead of a running matter; their people are changed where it runs', async () => {
  const instance = await start('calls_twice');
  const { items } = ok(await people.guming.get(`/instances/${instance}/path`));
  assert.deepEqual(items.map(brief), [
    ['outer', 'paper_flow', 'first', '何俊'],
    ['outer', 'paper_flow', 'second', '方远'],
    ['outer', 'calls', 'behind', '顾鸣'],
  ]);
  assert.ok(items.every((step) => !step.may_change));
});

// What is shown is found: by number, words and pinyin initials, by those who may read it; a link offers what may be chosen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const asked = async (name, path) => ok(await (await world.browser(name)).get(path)).items;
const found = async (name, words) => (await asked(name, `/search?q=${encodeURIComponent(words)}`)).map(({ record }) => record.id);
const running = async (name, words) => (await asked(name, `/instances?scope=all&q=${encodeURIComponent(words)}`)).map((row) => row.record?.id);

test('a project is found by its client, its number and initials', async () => {
  const walk = await walkTo(world, 'registered');
  const project = walk.known.solution_project;
  const { number, texts } = ok(await (await world.browser('linxiaoyu')).get(`/records/solution_project/${project}`));
  const client = texts.client[0].title.zh ?? texts.client[0].title;

  for (const words of [number, number.slice(0, 9), client]) assert.ok((await running('linxiaoyu', words)).includes(project), words);
  assert.ok((await found('linxiaoyu', number)).includes(project));
  assert.deepEqual(await running('linxiaoyu', `${number} 不存在`), []);
  assert.deepEqual(await found('linxiaoyu', ''), []);
});

test('a risk is found by its number', async () => {
  const walk = await walkTo(world, 'registered');
  const values = { project: walk.known.solution_project, title: '电源不稳', type: 'technology', symptom: '跳闸', probability: 2, impact: 2 };
  const risk = await walk.make('linxiaoyu', 'project_risk', { ...values, owner: 'lin_xiaoyu' });
  const { number } = ok(await (await world.browser('linxiaoyu')).get(`/records/project_risk/${risk}`));

  assert.equal((await found('linxiaoyu', number))[0], risk);
  assert.ok((await found('linxiaoyu', 'dybw')).includes(risk));
});

test('a client is found by either reading of a character that has two', async () => {
  const sales = await world.browser('linxiaoyu');
  const make = async (name) => ok(await sales.post('/records/client', { values: { name } })).id;
  const bank = await make('招商银行长沙分行');
  const cars = await make('重庆长安汽车有限公司');
  const school = await make('行知中学');

  for (const words of ['zsyh', 'zsyhcs', 'zsyx']) assert.ok((await found('linxiaoyu', words)).includes(bank), words);
  for (const words of ['cq', 'cqca', 'zqca']) assert.ok((await found('linxiaoyu', words)).includes(cars), words);
  for (const words of ['xzzx', 'hzzx']) assert.ok((await found('linxiaoyu', words)).includes(school), words);
  assert.ok(!(await found('linxiaoyu', 'xzzy')).includes(school));
});

test('what one may not read is not found', async () => {
  const walk = await walkTo(world, 'planning');
  const line = { project: walk.known.solution_project, title: '隐秘预算', category: 'equipment', amount: '5.00' };
  const made = await walk.make('guming', 'budget_line', line);

  assert.deepEqual(await found('guming', '隐秘预算'), [made]);
  assert.deepEqual(await found('tianmi', '隐秘预算'), []);
});

test('a link offers what its rule allows and refuses the rest', async () => {
  await walkTo(world, 'standard');
  const { known } = await walkTo(world, 'library');
  const offered = await asked('linxiaoyu', '/records/library_entry?choice=solution_project.standard_solution');

  assert.ok(offered.length > 0);
  assert.ok(offered.every((row) => row.state.id === 'standard'));
  const sales = await world.browser('linxiaoyu');
  refused(await sales.get('/records/library_entry?choice=solution_project.client'), 'records.query_invalid');
  const walk = await walkTo(world, 'registered');
  const { values } = ok(await sales.get(`/records/solution_project/${walk.known.solution_project}`));
  const start = { name: '标准', client: values.client, need: '门禁', class: 'standard', standard_solution: known.library_entry };
  const answer = refused(await sales.post('/processes/solution_project_flow/instances', { values: start }), 'solution_project.not_a_standard_solution');
  assert.equal(answer.missing[0].field, 'standard_solution');
});

// What one may not see or do does not come by another way: files, sums, the story, the buttons.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused, someClient } from '../support/project.mjs';
import { walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

async function upload(name, file) {
  const client = await world.browser(name);
  return ok(await client.request('POST', `/attachments?name=${file}`, Buffer.from(file), { 'Content-Type': 'application/octet-stream' }));
}

// A project with a budget of 500 and a cost of 120 with an invoice, which only some may see.
async function withCosts() {
  const walk = await walkTo(world, 'planning');
  const project = walk.known.solution_project;
  const line = await walk.make('guming', 'budget_line', { project, title: '设备', category: 'equipment', amount: '500.00' });
  const invoice = await upload('guming', 'invoice.txt');
  const spent = { project, title: '门禁', budget_line: line, spent_on: '2026-03-02', amount: '120.00' };
  await walk.make('guming', 'cost_entry', { ...spent, evidence: [{ id: invoice.id, name: 'invoice.txt' }] });
  return { walk, project, line, invoice };
}

test('a file is read by whoever may read what holds it', async () => {
  const { invoice } = await withCosts();

  for (const name of ['guming', 'qianduo', 'chenguodong']) ok(await (await world.browser(name)).get(`/attachments/${invoice.id}`));
  refused(await (await world.browser('tianmi')).get(`/attachments/${invoice.id}`), 'app.no_attachment', 404);
});

test('a file that nothing holds yet is its uploader\'s, and nobody else hands it in', async () => {
  const { walk, project, line } = await withCosts();
  const file = await upload('qianduo', 'loose.txt');
  const spent = { project, title: '辅材', budget_line: line, spent_on: '2026-03-02', amount: '1.00' };
  const hand = async (name) => (await walk.as(name)).post('/records/cost_entry', { values: { ...spent, evidence: [{ id: file.id, name: 'loose.txt' }] } });

  ok(await (await world.browser('qianduo')).get(`/attachments/${file.id}`));
  refused(await (await world.browser('kongxin')).get(`/attachments/${file.id}`), 'app.no_attachment', 404);
  refused(await hand('guming'), 'records.value_invalid');
  ok(await hand('qianduo'));
  ok(await (await world.browser('guming')).get(`/attachments/${file.id}`));
});

test('a sum of rows that one may not see is not shown, nor that there are any', async () => {
  const { project } = await withCosts();
  const seen = async (name) => {
    const client = await world.browser(name);
    const { values } = ok(await client.get(`/records/solution_project/${project}`));
    const story = ok(await client.get(`/records/solution_project/${project}/timeline`)).items;
    const sorted = ok(await client.get('/records/solution_project?sort=-spent&size=100')).items;
    const row = sorted.find((one) => one.id === project);
    return { budget: values.budget, spent: values.spent, listed: row.values.spent, story: story.filter((entry) => entry.title.zh.includes('费用')).length };
  };

  assert.deepEqual(await seen('guming'), { budget: '500.00', spent: '120.00', listed: '120.00', story: 1 });
  assert.deepEqual(await seen('tianmi'), { budget: null, spent: null, listed: null, story: 0 });
  const csv = (await (await world.browser('tianmi')).get('/records/solution_project/export.csv')).text;
  assert.ok(!csv.includes('500.00') && !csv.includes('120.00'), csv);
});

test('a list that one does not read whole has no total', async () => {
  const { project } = await withCosts();
  const totals = async (name) => {
    const { children } = ok(await (await world.browser(name)).get(`/records/solution_project/${project}`));
    return children.filter((list) => ['budget_lines', 'cost_entries'].includes(list.field)).map((list) => list.totals);
  };

  assert.deepEqual(await totals('guming'), [{ amount: '500.00' }, { amount: '120.00' }]);
  assert.deepEqual(await totals('tianmi'), [{}, {}]);
});

test('nothing below a closed project offers a change', async () => {
  const walk = await walkTo(world, 'closed');
  const manager = await walk.as('guming');
  const { children } = ok(await manager.get(`/records/solution_project/${walk.known.solution_project}`));
  const offered = children.filter((list) => list.can_create || list.changeable.length > 0);
  assert.deepEqual(offered.map((list) => list.field), []);
  const milestone = ok(await manager.get(`/records/milestone/${walk.known.milestone}`));
  assert.equal(milestone.can.update, false);
  assert.deepEqual(milestone.transitions, []);
});

test('only who may end a deputy is offered to', async () => {
  const deputies = async (name) => ok(await (await world.browser(name)).get('/deputies')).items;
  const [theirs] = await deputies('chenguodong');

  assert.equal(theirs.can_end, false);
  refused(await (await world.browser('chenguodong')).delete(`/deputies/${theirs.id}`), 'app.not_allowed');
  assert.equal((await deputies('admin')).find((one) => one.id === theirs.id).can_end, true);
});

test('a link that wrong codes have locked says so to its sender', async () => {
  const walk = await walkTo(world, 'registered');
  const sales = await walk.as('linxiaoyu');
  const links = `/records/solution_project/${walk.known.solution_project}/outside-links`;
  const made = ok(await sales.post(links, { purpose: 'view', code: '135790' }));
  const state = async () => ok(await sales.get(links)).items.find((link) => link.id === made.link.id).state;

  assert.equal(await state(), 'open');
  for (let wrong = 0; wrong < 5; ++wrong) refused(await world.program.client().get(`/outside/${made.token}?code=000000`), 'access.wrong_code');
  assert.equal(await state(), 'locked');
});

test('the way ahead follows the form and names nobody who is not known yet', async () => {
  const sales = await world.browser('linxiaoyu');
  const values = { name: '园区', client: await someClient(sales), need: '门禁' };
  const way = async (more) => ok(await sales.post('/processes/solution_project_flow/path', { values: { ...values, ...more } })).steps;

  const long = await way({ class: 'non_standard' });
  assert.deepEqual(long[0].persons.map((person) => person.id), ['lin_xiaoyu']);
  assert.equal(long[0].element, 'application');
  assert.deepEqual(long.find((step) => step.element === 'needs_visit').persons.map((person) => person.id), ['lin_xiaoyu']);
  assert.deepEqual(long.find((step) => step.element === 'technical_solution').persons, []);
  const short = await way({ class: 'standard' });
  assert.equal(short[0].element, 'registration');
  assert.ok(!short.some((step) => step.element === 'application'));
});

test('a metric over several projects is the sum, or the ratio of the sums, with the rows behind it', async () => {
  const { project, walk } = await withCosts();
  await walk.make('guming', 'project_risk', {
    project, title: '供货', type: 'technology', symptom: '迟', probability: 3, impact: 4, owner: 'gu_ming',
  });
  const manager = await world.browser('guming');
  const own = async (id) => ok(await manager.get('/workbench')).metrics.find((metric) => metric.metric === id);

  const risk = ok(await manager.get('/metrics/risk_exposure'));
  const sum = risk.values.reduce((all, one) => all + Number(one.value ?? 0), 0);
  assert.equal(Number((await own('risk_exposure')).value), sum);
  assert.equal((await own('risk_exposure')).rows_total, risk.rows_total);
  const counted = risk.values.filter(({ value }) => value !== null).length;
  assert.ok(counted > 1);
  assert.deepEqual((await own('risk_exposure')).over, { records: counted, title: { zh: '方案项目', en: 'Solution project' }, together: 'sum' });
  assert.equal(risk.rows.length, risk.rows_total);
  const spent = ok(await manager.get('/metrics/budget_use'));
  const rowsOf = (type) => spent.rows.filter((row) => row.type === type);
  assert.equal(rowsOf('cost_entry').length + rowsOf('budget_line').length, spent.rows_total);
  const total = (rows, field) => rows.reduce((all, row) => all + Number(row.values[field]), 0);
  const lines = ok(await manager.get('/records/budget_line?size=100')).items;
  assert.equal(rowsOf('budget_line').length, lines.length);
  const rate = (100 * total(rowsOf('cost_entry'), 'amount')) / total(lines, 'amount');
  assert.equal((await own('budget_use')).value, rate.toFixed(2));
});

test('an application, the votes on it and their opinions are read by those whom they concern', async () => {
  const walk = await walkTo(world, 'visit_due');
  const project = walk.known.solution_project;
  const application = await walk.newest('initiation_application', 'initiation_applications');
  const said = (story) => story.filter((entry) => entry.act === 'voted').map((entry) => [entry.outcome?.id, entry.opinion]);
  const seen = async (name) => {
    const client = await world.browser(name);
    const { children } = ok(await client.get(`/records/solution_project/${project}`));
    return {
      status: (await client.get(`/records/initiation_application/${application}`)).status,
      listed: children.find((list) => list.field === 'initiation_applications').items.length,
      record: said(ok(await client.get(`/records/solution_project/${project}/timeline`)).items),
      matter: said(ok(await client.get(`/instances/${walk.instance}`)).timeline),
    };
  };

  const votes = Array(3).fill(['agree', '意见']);
  for (const name of ['linxiaoyu', 'zhouliming', 'xuwenjing', 'suqing', 'admin'])
    assert.deepEqual(await seen(name), { status: 200, listed: 1, record: votes, matter: votes }, name);
  const silent = Array(3).fill([undefined, undefined]);
  for (const name of ['hejun', 'qianduo', 'kongxin'])
    assert.deepEqual(await seen(name), { status: 404, listed: 0, record: silent, matter: silent }, name);

  // To be asked at a later step of the matter makes nobody a reader of the votes.
  await walk.to('plan_confirmed');
  const { record } = await seen('qianduo');
  assert.deepEqual(record.filter(([outcome]) => outcome === undefined), silent);
  const { timeline } = ok(await (await walk.as('suqing')).get(`/instances/${walk.instance}`));
  const { task } = timeline.find((entry) => entry.act === 'voted');
  const told = async (name) => {
    const { outcome, status, seats } = ok(await (await world.browser(name)).get(`/tasks/${task}`));
    return [outcome?.id, status.id, ...seats.map((seat) => [seat.outcome?.id, seat.opinion, seat.status.id])];
  };
  assert.deepEqual(await told('suqing'), ['agree', 'agreed', ...Array(3).fill(['agree', '意见', 'agreed'])]);
  assert.deepEqual(await told('qianduo'), [undefined, 'acted', ...Array(3).fill([undefined, undefined, 'acted'])]);
  const way = async (name) => ok(await (await world.browser(name)).get(`/instances/${walk.instance}/diagram`)).done.find((step) => step.element === 'initiation').outcome?.id;
  assert.deepEqual([await way('suqing'), await way('qianduo')], ['agree', undefined]);
});

test('who only reads a record does not comment on it, and after the end only its people do', async () => {
  const walk = await walkTo(world, 'in_execution');
  const at = `/records/solution_project/${walk.known.solution_project}`;
  const milestone = `/records/milestone/${walk.known.milestone}`;
  const comment = async (name, on = at) => {
    const client = await world.browser(name);
    const { can } = ok(await client.get(on));
    const answer = await client.post(`${on}/comments`, { text: '请看' });
    assert.equal(can.comment, answer.status < 300, `${name} ${on}`);
    return answer;
  };

  for (const name of ['linxiaoyu', 'guming', 'tangwei', 'chenguodong', 'qianduo', 'admin']) {
    ok(await comment(name));
    ok(await comment(name, milestone));
  }
  for (const on of [at, milestone]) refused(await comment('kongxin', on), 'app.not_involved', 403);

  await walk.to('closed');
  for (const name of ['linxiaoyu', 'guming', 'tangwei', 'admin']) ok(await comment(name));
  for (const on of [at, milestone]) refused(await comment('chenguodong', on), 'app.comment_ended', 403);
  refused(await comment('kongxin'), 'app.comment_ended', 403);
});

test('fields that rest are text that says why, and what rests altogether opens no form', async () => {
  const walk = await walkTo(world, 'under_review');
  const at = `/records/solution_project/${walk.known.solution_project}`;
  const sales = await world.browser('linxiaoyu');
  const find = (components, key) =>
    components.flatMap((one) => [one, ...(one.components ?? [])]).find((one) => one.key === key);
  const form = ok(await sales.get(`${at}/form`));

  const need = find(form.schema.components, 'need');
  assert.equal(need.readonly, true);
  assert.deepEqual([need.properties['jw:why'], need.properties['jw:why_en']], ['评议期间，项目名称、客户、需求、金额与业务人员不能改动', 'While the seats vote, name, client, need, amount and business person do not change']);
  assert.ok(!find(form.schema.components, 'wanted_on').readonly);
  const { version } = ok(await sales.get(at));
  const answer = refused(await sales.patch(at, { version, values: { name: '另一名称', need: '另一需求', wanted_on: '2026-09-01' } }), 'solution_project.need_under_review');
  assert.deepEqual(answer.missing.map((one) => one.field).toSorted(), ['name', 'need']);
  ok(await sales.patch(at, { version, values: { wanted_on: '2026-09-01' } }));

  await walk.to('change_assessed');
  const change = `/records/requirement_change/${walk.known.requirement_change}`;
  const waiting = ok(await (await world.browser('guming')).get(`${change}/form`));
  const isText = ({ readonly, mode }) => readonly === true || mode === 'read';
  assert.deepEqual(
    ['title', 'description', 'decision', 'signatory'].map((key) => isText(find(waiting.schema.components, key))),
    [true, true, true, false],
  );
});

test('a page that listens hears that records have changed, and of which not', async () => {
  const stranger = await world.browser('kongxin');
  const stream = await stranger.listen();
  let heard = '';
  stream.on('data', (part) => (heard += part));
  try {
    ok(await (await world.browser('linxiaoyu')).post('/records/client', { values: { name: '听得见吗' } }));
    for (let times = 0; times < 100 && !heard.includes('event: record'); ++times) await new Promise((done) => setTimeout(done, 50));
    assert.match(heard, /event: record\ndata: \{\}\n/);
  } finally {
    stream.destroy();
  }
});

// What approvals ask of their forms: numbers, titles and summaries, phrases, paper, attachments that are
// shown, and the view of a process's owner.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { application, ok, project, refused, someClient } from '../support/project.mjs';
import { Walk, walkTo, World } from '../support/walk.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

test('sixty-four projects handed in at once have sixty-four numbers, one behind the other', async () => {
  const sales = await world.browser('linxiaoyu');
  const client = await someClient(sales);
  const send = (_, at) => sales.post('/processes/solution_project_flow/instances', { values: project(client, { name: `并发 ${at}` }) });

  const started = (await Promise.all(Array.from({ length: 64 }, send))).map(ok);
  // What is refused in between uses no number.
  refused(await sales.post('/processes/solution_project_flow/instances', { values: {} }), 'forms.invalid');
  started.push(ok(await send(0, 64)));

  const numbers = started.map((one) => one.record.number);
  assert.equal(new Set(numbers).size, 65);
  const counted = numbers.map((number) => Number(/(\d{4})$/.exec(number)[1])).sort((a, b) => a - b);
  assert.deepEqual(counted, Array.from({ length: 65 }, (_, at) => counted[0] + at));
});

test('the summary of a process is seen in lists and notices and follows its record', async () => {
  const sales = await world.browser('linxiaoyu');
  const client = await someClient(sales);
  const values = project(client, { name: '摘要', expected_amount: '1050.20' });
  const { record } = ok(await sales.post('/processes/solution_project_flow/instances', { values }));
  const words = '¥1,050.20 壹仟零伍拾元贰角';

  const task = await sales.task('application', record);
  assert.equal(task.subject, '摘要');
  assert.equal(task.summary[1], words);
  assert.equal(task.summary.length, 2);
  const notice = ok(await sales.get('/notices?size=100')).items.find((one) => one.title.zh.includes(record.number));
  if (notice) assert.ok(notice.text.zh.includes('壹仟零伍拾元贰角'), JSON.stringify(notice));

  const { version } = ok(await sales.get(`/records/solution_project/${record.id}`));
  ok(await sales.patch(`/records/solution_project/${record.id}`, { version, values: { expected_amount: '2000.00', name: '新名' } }));
  const renewed = await sales.task('application', record);
  assert.equal(renewed.subject, '新名');
  assert.ok(renewed.summary[1].endsWith('贰仟元整'), renewed.summary.join('|'));
  assert.equal(ok(await sales.get(`/tasks?box=todo&q=${encodeURIComponent('贰仟元')}`)).total, 1);
});

test('whoever is asked finds the summary in the notice', async () => {
  const walk = await walkTo(world, 'under_review');
  const leader = await walk.as('fangyuan');
  const { items } = ok(await leader.get('/notices?size=100'));
  const { number } = await walk.read('solution_project');
  const notice = items.find((one) => one.kind === 'task' && one.title.zh.includes(number));
  assert.ok(notice?.text.zh.length > 0, JSON.stringify(items.slice(0, 3)));
});

test('phrases are a person\'s own, the most used first, and those of the step come along', async () => {
  const walk = await walkTo(world, 'under_review');
  const leader = await walk.as('chenguodong');
  const own = async () => ok(await leader.get('/phrases')).items.map((one) => one.text);
  ok(await leader.post('/phrases', { text: '同意，请按预算执行。' }));
  const { key } = ok(await leader.post('/phrases', { text: '请补充材料。' }));
  assert.equal(ok(await leader.post('/phrases', { text: '请补充材料。' })).key, key);
  assert.deepEqual(await own(), ['请补充材料。', '同意，请按预算执行。']);
  refused(await leader.post('/phrases', { text: '  ' }), 'work.text_required');

  const task = await leader.task('initiation', walk.record);
  const { phrases } = ok(await leader.get(`/tasks/${task.key}`));
  assert.deepEqual(phrases[0], { zh: '同意。', en: 'Agreed.' });
  ok(await leader.complete('initiation', { outcome: 'agree', opinion: '同意，请按预算执行。' }, walk.record));

  assert.deepEqual(await own(), ['同意，请按预算执行。', '请补充材料。']);
  assert.equal((await (await walk.as('fangyuan')).delete(`/phrases/${key}`)).status, 204);
  assert.equal((await own()).length, 2);
  assert.equal((await leader.delete(`/phrases/${key}`)).status, 204);
  assert.deepEqual(await own(), ['同意，请按预算执行。']);
});

test('the paper says who decided what, in both languages, and shows nothing to strangers', async () => {
  const walk = await walkTo(world, 'handover_open');
  const sales = await walk.as('linxiaoyu');
  const { number } = await walk.read('solution_project');

  const answer = await sales.get(`/instances/${walk.instance}/paper`);
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.headers['content-type'], /^text\/html/);
  assert.match(answer.headers['content-security-policy'], /default-src 'none'/);
  for (const text of [number, '智慧园区', '陈国栋', '总经理', '同意', '<svg class="qr"', '审批记录', 'data:image/png;base64,', 'counter(pages)'])
    assert.ok(answer.text.includes(text), text);
  for (const text of Object.values(application)) assert.ok(answer.text.includes(text === '1200000.00' ? '¥1,200,000.00' : text), text);
  assert.ok(!answer.text.includes('经验教训'), 'what nobody filled in');
  assert.doesNotMatch(answer.text, /<script|src="http/);

  const english = await sales.get(`/instances/${walk.instance}/paper?language=en`);
  assert.ok(english.text.includes('Approvals') && english.text.includes('Agree'), english.text.slice(0, 400));
  refused(await sales.get(`/instances/${walk.instance}/paper?language=fr`), 'request.wrong_type');
  refused(await (await walk.as('qianduo')).get(`/instances/1/paper`), 'app.no_instance');
});

test('a list of amounts tells its total', async () => {
  const walk = await walkTo(world, 'planning');
  const project_id = walk.known.solution_project;
  for (const amount of ['0.10', '0.20', '1000000.00'])
    await walk.make('guming', 'budget_line', { project: project_id, title: `设备 ${amount}`, category: 'equipment', amount });

  const { children } = ok(await (await walk.as('guming')).get(`/records/solution_project/${project_id}`));
  const budget = children.find((list) => list.field === 'budget_lines');
  assert.deepEqual(budget.totals, { amount: '1000000.30' });
  const paper = await (await walk.as('guming')).get(`/instances/${walk.instance}/paper`);
  assert.ok(paper.text.includes('<tr class="total"><td>合计</td>'), 'a row of totals');
  assert.ok(paper.text.includes('¥1,000,000.30'));
});

test('the owner sees where work waits, others do not', async () => {
  await new Walk(world).to('registered');
  const owner = await world.browser('fangyuan');
  const { items } = ok(await owner.get('/owned-processes'));
  const owned = items.find((one) => one.id === 'solution_project_flow');
  const { items: ofOthers } = ok(await (await world.browser('renjie')).get('/owned-processes'));
  assert.equal(ofOthers.some((one) => items.some(({ id }) => id === one.id)), false);

  const { steps, xml } = ok(await owner.get('/processes/solution_project_flow/waiting'));
  const step = steps.find((one) => one.element === 'application');
  assert.ok(xml.includes('application'));
  assert.ok(step.oldest_seconds >= step.median_seconds);
  assert.equal(owned.tasks, steps.reduce((sum, one) => sum + one.tasks, 0));
  const at = (query) => owner.get(`/processes/solution_project_flow/waiting/tasks?${query}`);
  assert.equal(ok(await at('element=application')).total, step.tasks);
  const lin = step.persons.find((one) => one.person.id === 'lin_xiaoyu');
  const rows = ok(await at('element=application&person=lin_xiaoyu'));
  assert.equal(rows.total, lin.tasks);
  ok(await owner.get(`/instances/${rows.items[0].instance}`));

  const sales = await world.browser('linxiaoyu');
  assert.deepEqual(ok(await sales.get('/owned-processes')).items, []);
  refused(await sales.get('/processes/solution_project_flow/waiting'), 'app.not_owner');
  refused(await sales.get('/processes/solution_project_flow/waiting/tasks'), 'app.not_owner');
});

test('text and PDF are shown, a page never runs', async () => {
  const sales = await world.browser('linxiaoyu');
  const put = async (name, content) => {
    const stored = ok(await sales.request('POST', `/attachments?name=${name}`, Buffer.from(content), { 'Content-Type': 'application/octet-stream' }));
    return (await sales.get(`/attachments/${stored.id}`)).headers;
  };

  const pdf = await put('a.pdf', '%PDF-1.4 …');
  assert.equal(pdf['content-type'], 'application/pdf');
  assert.match(pdf['content-disposition'], /^inline/);
  assert.match(pdf['content-security-policy'], /default-src 'none'/);
  const text = await put('a.txt', '第一行\n第二行');
  assert.equal(text['content-type'], 'text/plain; charset=utf-8');
  assert.match(text['content-disposition'], /^inline/);
  const page = await put('a.html', '<script>alert(1)</script>');
  assert.equal(page['content-type'], 'application/octet-stream');
  assert.match(page['content-disposition'], /^attachment/);
  assert.match(page['content-security-policy'], /sandbox/);
  assert.equal(page['x-content-type-options'], 'nosniff');
  const binary = await put('a.bin', Buffer.from([1, 2, 0, 255]));
  assert.equal(binary['content-type'], 'application/octet-stream');
  assert.match(binary['content-disposition'], /^attachment/);
});

test('the history of a record says titles, names and amounts, no codes', async () => {
  const walk = await walkTo(world, 'registered');
  const sales = await walk.as('linxiaoyu');
  const { id, version } = await walk.read('solution_project');
  ok(await sales.patch(`/records/solution_project/${id}`, { version, values: { expected_amount: '1234567.80' } }));

  const { items } = ok(await sales.get(`/records/solution_project/${id}/history`));

  const changes = items.flatMap((entry) => entry.changes);
  const newest = (field) => changes.find((change) => change.field === field).new_text;
  assert.deepEqual(newest('class'), { zh: '非标准化方案', en: 'Non-standard solution' });
  assert.equal(newest('expected_amount').zh, '¥1,234,567.80');
  assert.doesNotMatch(newest('client').zh, /^\d*$/);
});

test('a draft of a start says what it is about', async () => {
  const sales = await world.browser('linxiaoyu');
  ok(await sales.put('/drafts/solution_project_flow', { values: { name: '草稿项目' } }));

  const { items } = ok(await sales.get('/drafts'));

  assert.equal(items.find((draft) => draft.kind === 'start').subject, '草稿项目');
});

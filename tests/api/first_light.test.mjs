// One form, three seats, initiated or terminated: over HTTP, by different people.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused, underReview } from '../support/project.mjs';

let program;
before(async () => (program = await Program.start()));
after(() => program.remove());

const agree = { outcome: 'agree', opinion: '同意' };

test('three agreements initiate the project', async () => {
  const sales = await program.as('linxiaoyu');
  const { record } = await underReview(sales);
  for (const member of ['chenguodong', 'zhouliming', 'fangyuan']) {
    ok(await (await program.as(member)).complete('initiation', agree, record));
  }

  const found = ok(await sales.get(`/records/solution_project/${record.id}`));

  assert.equal(found.state.id, 'pre_sales');
});

test('one disagreement terminates it at once', async () => {
  const sales = await program.as('linxiaoyu');
  const { record } = await underReview(sales);
  const manager = await program.as('chenguodong');

  ok(await manager.complete('initiation', { outcome: 'disagree', opinion: '风险过高' }, record));

  const found = ok(await sales.get(`/records/solution_project/${record.id}`));
  assert.equal(found.state.id, 'terminated');
  const notices = ok(await sales.get('/notices'));
  assert.ok(notices.items.length > 0);
});

test('badges equal the lists behind them', async () => {
  const sales = await program.as('linxiaoyu');
  await underReview(sales);
  const member = await program.as('zhouliming');

  const counts = ok(await member.get('/tasks/counts'));

  for (const box of ['todo', 'done', 'started', 'copied', 'drafts']) {
    assert.equal(ok(await member.get(`/tasks?box=${box}`)).total, counts[box], box);
  }
});

test('two people complete the same task at once: one wins, the other is told', async () => {
  const sales = await program.as('linxiaoyu');
  const { record } = await underReview(sales);
  const [one, two] = await Promise.all([program.as('zhouliming'), program.as('zhouliming')]);
  const task = await one.task('initiation', record);
  const act = { act: 'complete', ...agree, version: task.version };

  const answers = await Promise.all([
    one.post(`/tasks/${task.key}/acts`, act),
    two.post(`/tasks/${task.key}/acts`, act),
  ]);

  assert.deepEqual(answers.map((answer) => answer.status < 300).sort(), [false, true]);
  assert.equal(answers.find((answer) => answer.status >= 300).status, 409);
});

test('a double submit with one key is done once', async () => {
  const sales = await program.as('linxiaoyu');
  const values = { name: '双击客户' };
  const headers = { 'Idempotency-Key': 'form-opening-1' };

  const [first, second] = [
    await sales.post('/records/client', { values }, headers),
    await sales.post('/records/client', { values }, headers),
  ];

  assert.equal(ok(first).id, ok(second).id);
  refused(await sales.post('/records/client', { values: { name: '另一个' } }, headers), 'request.key_reused');
});

test('the diagram shows where the project stands', async () => {
  const sales = await program.as('linxiaoyu');
  const { instance } = await underReview(sales);

  const diagram = ok(await sales.get(`/instances/${instance}/diagram`));

  assert.ok(diagram.active.some((step) => step.element === 'initiation' && step.persons.some((person) => person.id === 'zhou_liming')));
  assert.ok(diagram.done.some((step) => step.element === 'application'));
  assert.match(diagram.xml, /<bpmn:definitions/);
  assert.deepEqual(diagram.names.initiation, { zh: '综合评议', en: 'Comprehensive evaluation' });
  assert.deepEqual(diagram.incidents, []);
});

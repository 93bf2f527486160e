// A process asks other systems before an act, and tells them after it: a real receiver answers, refuses, is silent and is not there.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { until } from '../support/post.mjs';
import { ok, project, refused, someClient, underReview } from '../support/project.mjs';
import { Receiver, secret } from '../support/receiver.mjs';
import { World } from '../support/walk.mjs';

const packs = mkdtempSync(join(tmpdir(), 'jingwei-packs-'));
const members = ['chenguodong', 'zhouliming', 'fangyuan'];

// The applicant's step asks `crm`, under the former name, and goes on without its answer; the vote asks `erp` and does not.
function withCallbacks() {
  cpSync(fileURLToPath(new URL('../../packs', import.meta.url)), packs, { recursive: true });
  const file = join(packs, 'solution-projects/processes/solution_project_flow.bpmn');
  const put = (text, behind, settings) => {
    const at = text.indexOf('<zeebe:properties>', text.indexOf(behind)) + '<zeebe:properties>'.length;
    assert.ok(at > 100, behind);
    return text.slice(0, at) + settings.map(([name, value]) => `<zeebe:property name="jw:callback.${name}" value="${value}" />`).join('') + text.slice(at);
  };
  let text = readFileSync(file, 'utf8');
  text = put(text, '<bpmn:process id="solution_project_flow"', [['end', 'erp, crm']]);
  text = put(text, '<bpmn:userTask id="application"', [['before', 'crm'], ['unanswered', 'pass'], ['wait', 'PT1S']]);
  text = put(text, '<bpmn:userTask id="initiation"', [['ask', 'erp'], ['wait', 'PT1S'], ['begin', 'crm'], ['after', 'erp']]);
  writeFileSync(file, text);
}

let world;
let erp;
before(async () => {
  withCallbacks();
  [world, erp] = await Promise.all([World.open({ packs }), Receiver.open()]);
  ok(await (await admin()).post('/subscribers', { id: 'erp', title: 'ERP', address: erp.url, secret, scope: 'named' }));
});
after(async () => {
  await Promise.all([world?.close(), erp?.close()]);
  rmSync(packs, { recursive: true });
});
beforeEach(() => {
  erp.calls.length = 0;
  erp.unsigned = 0;
  erp.mood = ({ kind }) => (kind === 'question' ? { status: 200, body: { allow: true } } : { status: 204 });
});

const admin = () => world.browser('admin');
const vote = async (member, { record }, more = {}) =>
  (await world.browser(member)).complete('initiation', { outcome: 'agree', opinion: '同意', ...more }, record);
const events = async (acts) => {
  const { last } = ok(await world.token('admin').get('/events?size=1'));
  return ok(await world.token('admin').get(`/events?after=${Math.max(0, last - 500)}&size=1000&acts=${acts}`)).items;
};

test('a system is asked before an act and told when the step is decided', async () => {
  const started = await underReview(await world.browser('linxiaoyu'));
  for (const member of members) ok(await vote(member, started));

  const [question] = erp.of('question').map((call) => call.body);
  assert.equal(erp.of('question').length, 3);
  assert.equal(erp.unsigned, 0);
  assert.deepEqual(
    [question.act, question.person, question.process, question.element, question.outcome, question.opinion],
    ['task.complete', 'chen_guodong', 'solution_project_flow', 'initiation', 'agree', '同意'],
  );
  assert.deepEqual([question.record, question.instance], [{ type: 'solution_project', id: started.record.id }, started.instance]);
  const [told] = await until(() => erp.events().length > 0 && erp.events(), 'the event');
  assert.equal(told.act, 'callback.step_done');
  assert.deepEqual([told.changes.element, told.changes.outcome, told.changes.instance], ['initiation', 'agree', started.instance]);
  assert.equal(told.changes.number, started.record.number);
  assert.equal(erp.events().length, 1);
});

test('its refusal is shown to the person with the reason, and nothing has changed', async () => {
  const started = await underReview(await world.browser('linxiaoyu'));
  erp.mood = ({ kind }) => (kind === 'question' ? { status: 200, body: { allow: false, reason: '客户授信额度不足' } } : { status: 204 });
  const before = (await events('task.')).length;

  const problem = refused(await vote('chenguodong', started), 'app.callback_refused', 422);

  assert.equal(problem.title.zh, 'ERP 没有同意：客户授信额度不足');
  assert.equal(problem.title.en, 'ERP did not agree: 客户授信额度不足');
  assert.equal((await events('task.')).length, before);
  erp.mood = () => ({ status: 200, body: { allow: true } });
  ok(await vote('chenguodong', started));
});

test('it is asked only about what would be accepted, and an answer that was lost is not asked for again', async () => {
  const started = await underReview(await world.browser('linxiaoyu'));
  refused(await vote('chenguodong', started, { opinion: '' }), 'work.opinion_required');
  refused(await vote('chenguodong', started, { outcome: 'perhaps' }), 'work.unknown_outcome');
  assert.equal(erp.calls.length, 0);

  const member = await world.browser('zhouliming');
  const { key } = await member.task('initiation', started.record);
  const act = () => member.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'agree', opinion: '同意' }, { 'Idempotency-Key': `k-${key}` });
  const first = ok(await act());
  assert.deepEqual(ok(await act()).finished, first.finished);
  assert.equal(erp.calls.length, 1);
});

test('no answer is as the step says: the vote waits for another time, the application goes on', async () => {
  const started = await underReview(await world.browser('linxiaoyu')); // nobody is registered as crm
  const passed = (await events('callback.unanswered')).at(-1);
  assert.deepEqual([passed.changes.system, passed.person], ['crm', 'lin_xiaoyu']);
  const silent = [
    ['in time', () => new Promise(() => {})],
    ['with 2xx', () => ({ status: 500, body: { allow: true } })],
    ['that says it', () => ({ status: 200, body: { allow: 'yes' } })],
    ['at all', () => ({ status: 204 })],
  ];
  for (const [what, mood] of silent) {
    erp.mood = mood;
    const problem = refused(await vote('chenguodong', started), 'app.callback_unanswered', 503);
    assert.equal(problem.title.zh, 'ERP 没有答复，暂时不能办理，请稍后再试', what);
  }
  ok(await (await admin()).put('/subscribers/erp', { title: 'ERP', scope: 'named', state: 'off' }));
  assert.match(refused(await vote('chenguodong', started), 'app.callback_unanswered').detail, /switched off/);
  ok(await (await admin()).put('/subscribers/erp', { title: 'ERP', scope: 'named', state: 'on' }));
  erp.mood = () => ({ status: 200, body: { allow: true } });
  ok(await vote('chenguodong', started));
});

test('it is asked through every door', async () => {
  const started = await underReview(await world.browser('linxiaoyu'));
  erp.mood = () => ({ status: 200, body: { allow: false, reason: '不行' } });
  const member = await world.browser('fangyuan');
  const { key } = await member.task('initiation', started.record);
  const body = { action: 'agree', variables: { outcome: 'agree', opinion: '同意' } };

  const answer = await world.camunda('fangyuan').post(`/user-tasks/${key}/completion`, body);

  assert.ok(JSON.stringify(answer.body).includes('app.callback_refused'), answer.text);
  assert.equal(erp.of('question').at(-1).body.outcome, 'agree');
});

test('the end of a matter is told once, whatever it came to; the story does not repeat it', async () => {
  const sales = await world.browser('linxiaoyu');
  const client = await someClient(sales);
  const started = ok(await sales.post('/processes/solution_project_flow/instances', { values: project(client) }));
  ok(await sales.post(`/instances/${started.instance}/acts`, { act: 'withdraw', text: '客户改了主意' }));

  const [told] = await until(() => erp.events().length > 0 && erp.events(), 'the event');

  assert.deepEqual([told.act, told.changes.state, told.changes.instance], ['callback.matter_ended', 'withdrawn', started.instance]);
  assert.deepEqual(told.changes.systems, ['erp', 'crm']);
  const story = JSON.stringify(ok(await sales.get(`/records/solution_project/${started.record.id}/history`)));
  assert.ok(!story.includes('callback.'), story.slice(0, 500));
});

test('the begin of a step is told, once for each time that it begins', async () => {
  const started = await underReview(await world.browser('linxiaoyu'));
  const begun = (await events('callback.step_begun')).filter((event) => event.changes.instance === started.instance);
  assert.deepEqual(begun.map((event) => [event.changes.element, event.changes.systems, event.changes.number]), [['initiation', ['crm'], started.record.number]]);
});

test('a system that processes name is not removed unless that is meant, and then steps go on as they say', async () => {
  const boss = await admin();
  const started = await underReview(await world.browser('linxiaoyu'));
  const [{ used_by }] = ok(await boss.get('/subscribers')).items;
  assert.deepEqual(
    used_by.map((use) => [use.process.id, use.element?.id, use.setting]),
    [
      ['solution_project_flow', undefined, 'jw:callback.end'],
      ['solution_project_flow', 'initiation', 'jw:callback.ask'],
      ['solution_project_flow', 'initiation', 'jw:callback.after'],
    ],
  );

  const problem = refused(await boss.delete('/subscribers/erp'), 'app.subscriber_in_use', 409);

  assert.deepEqual(problem.missing.map((one) => one.condition), ['solution_project_flow', 'solution_project_flow.initiation', 'solution_project_flow.initiation']);
  assert.equal(problem.missing[1].how.zh, '办结前询问');
  refused(await boss.delete('/subscribers/erp?in_use=perhaps'), 'request.wrong_type');
  assert.equal(ok(await boss.get('/subscribers')).items.length, 1);
  ok(await boss.delete('/subscribers/erp?in_use=remove'));
  assert.equal(ok(await boss.get('/subscribers')).items.length, 0);
  assert.match(refused(await vote('chenguodong', started), 'app.callback_unanswered').detail, /nobody is registered as erp/);
});

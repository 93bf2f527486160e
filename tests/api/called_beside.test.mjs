// Whose matter a called process is, where it stands, and that a caller need not wait for it.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { run } from '../support/command.mjs';
import { addLine, lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const fields = '  leader: {type: person, title: 负责人}\n';
const process = { start_fields: 'title=required, leader=edit' };
const behind = { id: 'behind', candidates: 'person:gu_ming' };
const inner = { id: 'inner', calls: 'paper_flow' };
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(lineOf('paper_flow', [{ id: 'first', candidates: 'starter' }]), { fields });
  addLine(packs, 'beside', [{ ...inner, wait: 'false' }, behind]);
  addLine(packs, 'leads', [{ ...inner, starter: 'field:leader' }, behind], { process });
  addLine(packs, 'must_lead', [{ ...inner, starter: 'field:leader', empty: 'refuse' }, behind], { process });
  addLine(packs, 'waits', [inner, behind]);
  addLine(packs, 'twice', [{ id: 'outer', calls: 'waits' }]);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'guming', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (id, values = {}) =>
  ok(await people.linxiaoyu.post(`/processes/${id}/instances`, { values: { title: '申请', ...values } })).instance;
const matter = async (instance, who = 'linxiaoyu') => ok(await people[who].get(`/instances/${instance}`));
const box = async (who, name) => ok(await people[who].get(`/tasks?box=${name}&size=100`)).items;
const calledBy = async (instance) => (await matter(instance, 'admin')).called?.[0].key;
const act = async (who, instance, outcome) => {
  const { key } = (await box(who, 'todo')).find((row) => row.instance === instance);
  return ok(await people[who].post(`/tasks/${key}/acts`, { act: 'complete', outcome, opinion: '说明' }));
};

test('a caller that does not wait goes on at once, and its story tells how the called one ended', async () => {
  const instance = await start('beside');
  const caller = await matter(instance);
  assert.deepEqual(caller.current.map((step) => step.element), ['behind']);
  const [called] = caller.called;
  assert.deepEqual([called.process.id, called.status.id], ['paper_flow', 'running']);
  assert.equal((await matter(called.key)).called_by.key, instance);

  await act('linxiaoyu', called.key, 'disagree');

  const told = await matter(instance);
  assert.equal(told.state, 'active', 'what runs beside ends nothing here');
  assert.equal(told.called[0].status.id, 'rejected');
  assert.deepEqual(
    told.timeline.filter((entry) => entry.act.startsWith('called')).map((entry) => [entry.title.zh, entry.title.en, entry.person.id]),
    [
      ['另行发起 paper_flow，不等其结束', 'Started "paper_flow" beside it, without waiting', 'system'],
      ['另行发起的 paper_flow 已结束 · 未通过', '"paper_flow", started beside it, has ended · Not passed', 'system'],
    ],
  );
  await act('guming', instance, 'agree');
  assert.equal((await matter(instance)).status.id, 'passed');
});

test('what is not waited for is not ended with its caller', async () => {
  const instance = await start('beside');
  const called = await calledBy(instance);

  ok(await people.admin.post(`/instances/${instance}/acts`, { act: 'cancel', text: '不再需要' }));

  assert.equal((await matter(called)).state, 'active');
  await act('linxiaoyu', called, 'agree');
  assert.match((await matter(instance)).timeline.at(-1).title.zh, /已结束 · 通过/);
});

test('a called matter is the caller’s, or that of whom a field names', async () => {
  const hers = await matter(await calledBy(await start('waits')), 'admin');
  const his = await matter(await calledBy(await start('leads', { leader: 'he_jun' })), 'admin');
  const nobodys = await matter(await calledBy(await start('leads')), 'admin');
  assert.deepEqual([hers, his, nobodys].map((one) => one.starter.id), ['lin_xiaoyu', 'he_jun', 'lin_xiaoyu']);
  assert.deepEqual(his.current[0].persons.map((one) => one.id), ['he_jun']);
  assert.ok((await box('hejun', 'started')).some((row) => row.key === his.key));
  const { steps } = ok(await people.linxiaoyu.post('/processes/leads/path', { values: { title: '申请', leader: 'he_jun' } }));
  assert.deepEqual(steps[0].persons.map((one) => one.id), ['he_jun'], 'the path beforehand knows');
});

test('where an empty field is refused the call waits for a person to mend it', async () => {
  const stuck = await matter(await start('must_lead'), 'admin');
  assert.equal(stuck.state, 'incident');
  assert.match(stuck.incidents[0].detail, /leader names nobody/);
  assert.equal(stuck.called, undefined);
  assert.ok(await calledBy(await start('must_lead', { leader: 'he_jun' })));
});

test('what was called stands beneath its caller, not beside it among what somebody started', async () => {
  const count = async () => [(await box('linxiaoyu', 'started')).length, ok(await people.linxiaoyu.get('/tasks/counts')).started];
  const before = await count();
  const outer = await start('twice');
  assert.deepEqual(await count(), before.map((n) => n + 1));
  const [inside] = (await matter(outer)).called;
  assert.equal(inside.process.id, 'paper_flow', 'what lies between has not met anybody');
  assert.equal((await matter(inside.key)).called_by.key, outer);
  await act('linxiaoyu', inside.key, 'agree');
  const [middle] = (await matter(outer)).called;
  assert.equal(middle.process.id, 'waits');
  await act('guming', middle.key, 'agree');
  assert.equal((await matter(outer)).status.id, 'done');
  assert.equal((await matter(outer)).called[0].status.id, 'passed', 'also when it is over');
  assert.deepEqual(await count(), before.map((n) => n + 1));
});

test('the check says what a call cannot say', () => {
  const wrong = packsWithPaper(
    lineOf('paper_flow', [
      { ...inner, wait: 'no', starter: 'field:title', empty: 'pass' },
      { id: 'second', calls: 'paper_flow', wait: 'false', dissent: 'end', empty: 'refuse', inputs: { starter: '= record.title' } },
    ]),
    { fields },
  );
  const { code, out, err } = run(['check', join(wrong, 'papers')]);
  rmSync(wrong, { recursive: true, force: true });
  assert.notEqual(code, 0);
  for (const problem of [
    /jw:wait: true or false, not no/,
    /jw:starter: starter or a person field \(field:leader\), not field:title/,
    /jw:empty: starter or refuse, not pass/,
    /jw:empty: of no use without a field in jw:starter/,
    /jw:dissent: of no use with jw:wait=false/,
    /paper_flow\.bpmn:\d+.*an input mapping to starter changes nothing: say jw:starter=field:leader instead/,
  ])
    assert.match(out + err, problem);
});

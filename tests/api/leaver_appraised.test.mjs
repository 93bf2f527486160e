// 离职交接: what only the person himself says in his appraisal and his case, nobody says in his stead.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

let program;
const people = {};
before(async () => {
  program = await Program.start({ clock: '2026-04-01T08:30:00+08:00', more: ['--unprotected-v2'] });
  ok(await new Camunda(program).request('PUT', '/clock', { timestamp: Date.parse('2026-04-01T09:01:00+08:00') }));
  for (const name of ['admin', 'renjie', 'daining', 'shimingyuan', 'luchuan', 'xialin', 'murong']) people[name] = await program.as(name);
});
after(async () => program?.remove());

const read = async (about, name = 'renjie') => ok(await people[name].get(`/records/${about.type}/${about.id}`));
const leave = async (person) => ok(await people.admin.post(`/people/${person}/leave`, { reason: '离职', successor: 'shi_mingyuan' }));
const ending = async (person) => ok(await people.admin.get(`/people/${person}/leaving`)).ending.map((one) => one.id.replace(/\d+/, '*'));

async function score(name, appraisal, values) {
  for (const { id } of (await read(appraisal)).children.find((one) => one.field === 'appraisal_scores').items) {
    const { version } = ok(await people[name].get(`/records/appraisal_score/${id}`));
    ok(await people[name].patch(`/records/appraisal_score/${id}`, { version, values }));
  }
}

async function reported(person) {
  const evidence = [{ id: ok(await people.renjie.request('POST', '/attachments?name=a.txt', Buffer.from('x'))).id, name: 'a.txt' }];
  const facts = { title: '迟交数据', person, kind: 'work_error', happened_on: '2026-03-01', facts: '两次迟交', evidence };
  return ok(await people.renjie.post('/records/discipline_case', { values: facts }));
}
const decide = (name, severity, about) =>
  people[name].complete('decision', { outcome: 'decide', values: { severity, decision_reason: '已核实' } }, about);

test('nobody objects for who leaves with an appraisal to acknowledge', async () => {
  const found = ok(await people.renjie.get('/records/appraisal?size=100')).items.find((one) => one.values.person === 'xia_lin');
  const appraisal = { type: 'appraisal', id: found.id };
  await score('xialin', appraisal, { self_score: 95 });
  ok(await people.xialin.complete('self_rating', { outcome: 'rated', values: { self_comment: '超额完成' } }, appraisal));
  await score('luchuan', appraisal, { score: 80 });
  assert.equal((await read(appraisal, 'xialin')).values.total, null);
  ok(await people.luchuan.complete('superior_rating', { outcome: 'rated', values: { comment: '良好' } }, appraisal));
  ok(await people.renjie.complete('confirmation', { outcome: 'confirm' }, appraisal));
  assert.equal(Number((await read(appraisal, 'xialin')).values.total), 80);
  assert.deepEqual(await ending('xia_lin'), ['appraisal/*/person', 'centre_member/*/person']);

  await leave('xia_lin');

  assert.equal(await people.shimingyuan.task('acknowledgement', appraisal), undefined);
  assert.equal((await read(appraisal)).state.id, 'deciding');
  ok(await people.renjie.complete('deciding', { outcome: 'close', values: { decision: 'none', decision_reason: '已离职' } }, appraisal));
  assert.equal((await read(appraisal)).state.id, 'closed');
});

test('a case goes on without the statement of who leaves', async () => {
  const unheard = await reported('mu_rong');
  const decided = await reported('mu_rong');
  ok(await people.murong.complete('hearing', { outcome: 'heard', values: { statement: '系统故障' } }, decided));
  ok(await decide('renjie', 'level_2', decided));
  assert.deepEqual((await ending('mu_rong')).filter((one) => one.startsWith('discipline')).length, 2);

  await leave('mu_rong');

  assert.equal(await people.shimingyuan.task('hearing', unheard), undefined);
  assert.equal((await read(unheard)).state.id, 'deciding');
  ok(await people.renjie.complete('decision', { outcome: 'dismiss', values: { decision_reason: '已离职' } }, unheard));
  assert.equal((await read(unheard)).state.id, 'dismissed');
});

test('and a decision that waited for him is in force', async () => {
  const penalties = ok(await people.renjie.get('/records/reward_entry?size=100')).items.filter((one) => one.values.person === 'mu_rong');
  assert.deepEqual(penalties.map((one) => [one.values.kind, one.values.measure]), [['penalty', 'written_circular']]);
  const [{ values }] = penalties;
  const about = { type: 'discipline_case', id: values.discipline_case.id ?? values.discipline_case };
  assert.equal((await read(about)).state.id, 'in_force');
  assert.equal(await people.shimingyuan.task('acknowledgement', about), undefined);
});

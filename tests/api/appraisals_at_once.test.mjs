// Appraisals are told apart in the list of tasks, and confirmed or sent back from it, several at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda } from '../support/camunda.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

let program;
const people = {};
const members = { xia_lin: ['xialin', 'luchuan'], mu_rong: ['murong', 'luchuan'] }; // who rates does not confirm
before(async () => {
  program = await Program.start({ clock: '2026-04-01T08:30:00+08:00', more: ['--unprotected-v2'] });
  for (const name of ['renjie', 'luchuan', 'xialin', 'murong']) people[name] = await program.as(name);
  const member = ok(await people.renjie.get('/records/centre_member?size=100')).items.find(({ values }) => values.person === 'mu_rong');
  ok(await people.renjie.patch(`/records/centre_member/${member.id}`, { version: member.version, values: { superior: 'lu_chuan' } }));
  ok(await new Camunda(program).request('PUT', '/clock', { timestamp: Date.parse('2026-04-01T09:01:00+08:00') }));
});
after(async () => program?.remove());

const read = async (about, name = 'renjie') => ok(await people[name].get(`/records/${about.type}/${about.id}`));
const rows = async (name, element) => ok(await people[name].get('/tasks?box=todo&size=100')).items.filter((one) => one.element === element);
const appraisalOf = async (person) => {
  const { items } = ok(await people.renjie.get('/records/appraisal?size=100'));
  return { type: 'appraisal', id: items.find((one) => one.values.person === person).id };
};

async function score(name, appraisal, values) {
  for (const { id } of (await read(appraisal)).children.find((one) => one.field === 'appraisal_scores').items) {
    const { version } = ok(await people[name].get(`/records/appraisal_score/${id}`));
    ok(await people[name].patch(`/records/appraisal_score/${id}`, { version, values }));
  }
}
const rate = (superior, appraisal, comment) => people[superior].complete('superior_rating', { outcome: 'rated', values: { comment } }, appraisal);
const decide = async (outcome, more = {}) => {
  const tasks = (await rows('renjie', 'confirmation')).map(({ key }) => key);
  return ok(await people.renjie.post('/tasks/acts', { tasks, outcome, ...more })).items.map(({ done, code }) => [done, code]);
};

test('each row names the member, and each outcome says whether it wants words', async () => {
  for (const [person, [self, superior]] of Object.entries(members)) {
    const appraisal = await appraisalOf(person);
    await score(self, appraisal, { self_score: 90 });
    ok(await people[self].complete('self_rating', { outcome: 'rated', values: { self_comment: '完成' } }, appraisal));
    await score(superior, appraisal, { score: 80 });
    ok(await rate(superior, appraisal, '良好'));
  }
  const waiting = await rows('renjie', 'confirmation');
  assert.deepEqual(waiting.map(({ subject }) => subject).sort(), ['夏琳 2026 年第 1 季度考核', '穆蓉 2026 年第 1 季度考核']);
  for (const row of waiting) assert.deepEqual(row.at_once.map((one) => [one.id, one.needs_opinion]), [['confirm', false], ['send_back', true]]);
});

test('several are sent back with what is to be mended, and not without', async () => {
  assert.deepEqual(await decide('send_back'), [[false, 'work.opinion_required'], [false, 'work.opinion_required']]);
  assert.deepEqual(await decide('send_back', { opinion: '请补充事例' }), [[true, undefined], [true, undefined]]);
  for (const [person, [, superior]] of Object.entries(members)) {
    const appraisal = await appraisalOf(person);
    const { state, values } = await read(appraisal, superior);
    assert.deepEqual([state.id, values.manager_comment], ['rating', '请补充事例']);
    ok(await rate(superior, appraisal, '良好，附事例'));
    assert.equal((await read(appraisal)).values.manager_comment ?? null, null);
  }
});

test('the superior neither confirms his own rating nor sends it back beside the task', async () => {
  const appraisal = await appraisalOf('xia_lin');
  const { version } = await read(appraisal, 'luchuan');
  for (const name of ['confirm', 'send_back']) {
    const refused = await people.luchuan.post(`/records/${appraisal.type}/${appraisal.id}/transitions/${name}`, { version, values: {} });
    assert.deepEqual([refused.status, refused.body.code], [403, 'records.forbidden']);
  }
});

test('and several are confirmed', async () => {
  assert.deepEqual(await decide('confirm', { opinion: '属实' }), [[true, undefined], [true, undefined]]);
  for (const person of Object.keys(members)) {
    const { state, values } = await read(await appraisalOf(person));
    assert.deepEqual([state.id, values.confirmed_by.id ?? values.confirmed_by, values.manager_comment], ['acknowledging', 'ren_jie', '属实']);
  }
});

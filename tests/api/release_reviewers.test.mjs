// The review of a release ends whatever posts the four who review it come to hold meanwhile.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let program;
let request;
const people = {};
const parts = ['technical_solution', 'equipment_list', 'price_sheet', 'demonstration', 'tender_module', 'implementation_guide', 'training_material'];
const reviewers = { presales_reviewer: 'su_qing', project_reviewer: 'gu_ming' };

const act = (name, element, outcome, values = {}) => people[name].complete(element, { outcome, values }, request);
const step = async (...given) => ok(await act(...given));
const read = async () => ok(await people.admin.get(`/records/solution_request/${request.id}`));

async function attached() {
  const file = ok(await people.tangwei.request('POST', '/attachments?name=a.txt', Buffer.from('x')));
  return Object.fromEntries(parts.map((part) => [part, [{ id: file.id, name: 'a.txt' }]]));
}

async function packed() {
  const entry = ok(await people.fangyuan.get('/records/library_entry?size=100')).items.find((one) => one.title.includes('考勤门禁一体化')).id;
  const words = { title: '人脸识别', background: '客户要求', content: '终端', benefit: '三个项目', risks: '接口' };
  const numbers = { effort: 5, cost: '100.00', wanted_on: '2026-06-30' };
  request = ok(await people.linxiaoyu.post('/records/solution_request', { values: { ...words, ...numbers, kind: 'fix', solution: entry, trigger: 'market' } }));
  await step('fangyuan', 'evaluation', 'accept', { value_note: '值得', feasibility: '可行', effort_estimate: 5 });
  await step('fangyuan', 'upgrade_approval', 'agree');
  await step('fangyuan', 'planning', 'planned', { owner: 'tang_wei', planned_start: '2026-03-02', planned_end: '2026-03-02' });
  for (const kind of ['design', 'development', 'internal_test']) {
    const values = { request: request.id, kind, title: kind, responsible: 'tang_wei', planned_on: '2026-03-02' };
    const { id } = ok(await people.tangwei.post('/records/upgrade_step', { values }));
    ok(await people.tangwei.post(`/records/upgrade_step/${id}/transitions/finish`, { values: { result: '完成' } }));
  }
  await step('tangwei', 'work', 'finished');
  const made = await attached();
  await step('tangwei', 'packaging', 'packed', { ...made, version_notes: '人脸识别' });
}

before(async () => {
  program = await Program.start();
  for (const name of ['admin', 'linxiaoyu', 'fangyuan', 'suqing', 'guming', 'tangwei', 'zhouliming']) people[name] = await program.as(name);
});
beforeEach(packed);
after(async () => program?.remove());

const appoint = async (person, position, main = false) => ok(await people.admin.post('/organisation/posts', { person, position, main }));
const dismiss = async (person, position) => ok(await people.admin.post('/organisation/posts/end', { person, position }));

test('who is moved to another post while he reviews has his say, and is not named again', async () => {
  await step('fangyuan', 'reviewers', 'named', reviewers);
  await dismiss('su_qing', 'presales_engineer');
  await appoint('su_qing', 'implementer', true);
  for (const name of ['zhouliming', 'fangyuan', 'guming']) await step(name, 'release_review', 'agree');
  await step('suqing', 'release_review', 'agree');
  assert.equal((await read()).state.id, 'to_publish');

  await packed();
  refused(await act('fangyuan', 'reviewers', 'named', reviewers), 'solution_request.not_presales');
  await dismiss('su_qing', 'implementer');
  await appoint('su_qing', 'presales_engineer', true);
});

test('who has become two of the four when the review begins is not one of them', async () => {
  await step('fangyuan', 'reviewers', 'named', reviewers);
  const { key } = await people.guming.task('release_review', request);
  ok(await people.guming.post(`/tasks/${key}/acts`, { act: 'complete', outcome: 'disagree', opinion: '缺接线图' }));
  await step('tangwei', 'packaging', 'packed', await attached());
  await dismiss('zhou_liming', 'sales_manager');
  await appoint('gu_ming', 'sales_manager');

  refused(await act('fangyuan', 'reviewers', 'named'), 'solution_request.project_is_manager');

  await dismiss('gu_ming', 'sales_manager');
  await appoint('zhou_liming', 'sales_manager', true);
  await step('fangyuan', 'reviewers', 'named');
});

test('who takes over the post of a manager who leaves during the review agrees once', async () => {
  await step('fangyuan', 'reviewers', 'named', reviewers);
  ok(await people.admin.post('/people/fang_yuan/leave', { reason: '离职', successor: 'su_qing' }));
  for (const name of ['zhouliming', 'guming', 'suqing']) await step(name, 'release_review', 'agree');

  const { state } = await read();

  assert.equal(state.id, 'to_publish');
});

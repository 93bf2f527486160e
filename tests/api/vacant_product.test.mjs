// While nobody manages the product department the leaders do at their steps what its manager would, and nothing beside them.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let program;
let entry;
const people = {};
before(async () => {
  program = await Program.start();
  for (const name of ['admin', 'chenguodong', 'xuwenjing', 'linxiaoyu', 'fangyuan', 'suqing', 'guming', 'zhouliming']) people[name] = await program.as(name);
  entry = ok(await people.fangyuan.get('/records/library_entry?size=100')).items.find((one) => one.title.includes('考勤门禁一体化')).id;
});
after(async () => program?.remove());

const post = { person: 'fang_yuan', position: 'product_manager' };
const vacate = async () => ok(await people.admin.post('/organisation/posts/end', post));
const appoint = async () => ok(await people.admin.post('/organisation/posts', { ...post, main: true }));
beforeEach(vacate);
afterEach(appoint);
const file = async (name) => [{ id: ok(await people[name].request('POST', '/attachments?name=a.txt', Buffer.from('x'))).id, name: 'a.txt' }];
const read = async (type, id) => ok(await people.linxiaoyu.get(`/records/${type}/${id}`));

async function requested(kind = 'improvement') {
  const words = { title: '人脸识别', background: '客户要求', content: '终端', benefit: '三个项目', risks: '接口' };
  const numbers = { effort: 5, cost: '100.00', wanted_on: '2026-06-30' };
  return ok(await people.linxiaoyu.post('/records/solution_request', { values: { ...words, ...numbers, kind, solution: entry, trigger: 'market' } }));
}

test('an upgrade is evaluated, planned and prepared by the leaders, and its release stays as set', async () => {
  const request = await requested();
  const step = async (name, element, outcome, values = {}) => ok(await people[name].complete(element, { outcome, values }, request));
  const editable = async (name, element) => {
    const { key } = await people[name].task(element, request);
    const { fields } = ok(await people[name].get(`/tasks/${key}`)).form;
    return Object.keys(fields).filter((one) => fields[one].editable);
  };

  assert.equal(await people.admin.task('evaluation', request), undefined);
  assert.deepEqual(await editable('chenguodong', 'evaluation'), ['value_note', 'feasibility', 'effort_estimate', 'evaluation_reason', 'deferred_until']);
  await step('chenguodong', 'evaluation', 'accept', { value_note: '值得', feasibility: '可行', effort_estimate: 5 });
  await step('xuwenjing', 'upgrade_approval', 'agree');
  await step('xuwenjing', 'planning', 'planned', { owner: 'su_qing', planned_start: '2026-03-02', planned_end: '2026-03-02' });
  const { version } = await read('solution_request', request.id);
  refused(await people.xuwenjing.patch(`/records/solution_request/${request.id}`, { version, values: { owner: 'xu_wenjing' } }), 'records.forbidden');

  for (const kind of ['design', 'development', 'internal_test']) {
    const values = { request: request.id, kind, title: kind, responsible: 'su_qing', planned_on: '2026-03-02' };
    const { id } = ok(await people.suqing.post('/records/upgrade_step', { values }));
    ok(await people.suqing.post(`/records/upgrade_step/${id}/transitions/finish`, { values: { result: '完成' } }));
  }
  await step('suqing', 'work', 'finished');
  const parts = ['technical_solution', 'equipment_list', 'price_sheet', 'demonstration', 'tender_module', 'implementation_guide', 'training_material'];
  const attached = {};
  for (const part of parts) attached[part] = await file('suqing');
  await step('suqing', 'packaging', 'packed', { ...attached, version_notes: '人脸识别' });
  const reviewers = { outcome: 'named', values: { presales_reviewer: 'su_qing', project_reviewer: 'gu_ming' } };
  refused(await people.chenguodong.complete('reviewers', reviewers, request), 'work.seat_vacant');
  // Who is appointed has the task from then on.
  await appoint();
  assert.equal(await people.chenguodong.task('reviewers', request), undefined);
  ok(await people.fangyuan.complete('reviewers', reviewers, request));
  for (const name of ['zhouliming', 'suqing', 'guming']) await step(name, 'release_review', 'agree');
  ok(await people.fangyuan.complete('release_review', { outcome: 'agree' }, request));
  assert.deepEqual(await editable('fangyuan', 'publishing'), ['release_level', 'effective_on']);
  await step('fangyuan', 'publishing', 'set', { effective_on: '2026-03-09' });
  const { version: set } = await read('solution_request', request.id);
  refused(await people.fangyuan.patch(`/records/solution_request/${request.id}`, { version: set, values: { effective_on: '2027-05-05' } }), 'solution_request.release_fixed');
  await vacate();
});

test('a request is rejected or put off by the leaders', async () => {
  const [other, later] = [await requested('fix'), await requested('fix')];
  ok(await people.xuwenjing.complete('evaluation', { outcome: 'reject', values: { evaluation_reason: '没有需求' } }, other));
  ok(await people.xuwenjing.complete('evaluation', { outcome: 'defer', values: { evaluation_reason: '明年再议', deferred_until: '2026-12-01' } }, later));
  assert.deepEqual([(await read('solution_request', other.id)).state.id, (await read('solution_request', later.id)).state.id], ['rejected', 'deferred']);
});

test('a training is planned by a leader and approved by another', async () => {
  const need = ok(await people.guming.post('/records/training_need', { values: { entry, reason: '新人' } }));
  ok(await people.chenguodong.complete('deciding', { outcome: 'plan' }, need));
  const [plan] = (await read('training_need', need.id)).children.find((one) => one.field === 'training_plans').items;
  const { solution_version: materials_version } = (await read('training_plan', plan.id)).values;
  const values = { goal: '会装', audience: ['project'], invitees: ['gu_ming'], trainer: 'su_qing', held_on: '2026-03-09', starts_at: '14:00', duration: 2, place: '三楼' };
  ok(await people.chenguodong.complete('planning', { outcome: 'submit', values: { ...values, materials: await file('chenguodong'), materials_version } }, plan));
  await assert.rejects(people.chenguodong.complete('approval', { outcome: 'agree' }, plan), /no open task/);
  ok(await people.xuwenjing.complete('approval', { outcome: 'agree' }, plan));
  assert.equal((await read('training_plan', plan.id)).state.id, 'scheduled');
});

test('a change of the version of a project is approved by the leaders', async () => {
  await appoint();
  ok(await people.admin.post('/clock/advance', { by: 'P8D' }));
  for (const name of Object.keys(people)) people[name] = await program.as(name);
  const { version } = await read('library_entry', entry);
  ok(await people.fangyuan.patch(`/records/library_entry/${entry}`, { version, values: { earlier_projects: 1, earlier_evidence: '城南档案馆' } }));
  ok(await people.fangyuan.post('/records/solution_improvement', { values: { entry, summary: '人脸识别' } }));
  ok(await people.fangyuan.post(`/records/library_entry/${entry}/transitions/promote`, { values: { promotion_evidence: '已有项目使用' } }));
  await vacate();
  const client = ok(await people.linxiaoyu.get('/records/client?size=100')).items[0].id;
  const about = { name: '门诊楼门禁', client, need: '标准门禁', class: 'standard', standard_solution: entry };
  const { record: project } = ok(await people.linxiaoyu.post('/processes/solution_project_flow/instances', { values: about }));
  ok(await people.zhouliming.complete('registration', { outcome: 'agree' }, project));
  const published = ok(await people.linxiaoyu.get('/records/solution_version?size=100')).items.find((one) => one.state.id === 'published' && one.title.includes('考勤门禁一体化'));
  const values = { project: project.id, to_version: published.id, reason: '统计口径', plan_impact: '无' };

  const change = ok(await people.linxiaoyu.post('/records/version_change', { values }));

  ok(await people.xuwenjing.complete('version_approval', { outcome: 'agree' }, change));
  assert.equal((await read('version_change', change.id)).state.id, 'effective');
});

test('who leaves before he knew of the version keeps nobody waiting, and nobody confirms it for him', async () => {
  const { id } = ok(await people.linxiaoyu.get('/records/solution_version?size=100')).items.find((one) => one.state.id === 'published' && one.title.includes('考勤门禁一体化'));
  const version = { type: 'solution_version', id };
  const hejun = await program.as('hejun');
  const { key } = await hejun.task('acknowledgement', version);

  const leaving = ok(await people.admin.get('/people/he_jun/leaving'));
  assert.ok(leaving.acknowledgements.some((one) => one.key === key));
  assert.ok(!leaving.tasks.some((one) => one.key === key));
  ok(await people.admin.post('/people/he_jun/leave', { reason: '离职', successor: 'lin_xiaoyu' }));

  const told = ok(await people.fangyuan.get(`/records/solution_version/${id}/timeline`)).items.find((one) => one.act === 'seat_ended');
  assert.match(told.reason_text.zh, /何俊已离职，无需确认/);
  ok(await people.linxiaoyu.complete('acknowledgement', { outcome: 'read' }, version));
});

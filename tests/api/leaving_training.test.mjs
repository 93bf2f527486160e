// Who leaves stops no training and no upgrade: the trainer's and the owner's places are taken, and who was to take part does not any more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let program;
let entry;
const people = {};
async function signIn() {
  for (const name of ['admin', 'fangyuan', 'suqing', 'tangwei', 'guming', 'hejun', 'linxiaoyu', 'shenlan', 'chenguodong']) people[name] = await program.as(name).catch(() => undefined);
}
before(async () => {
  program = await Program.start();
  await signIn();
  entry = ok(await people.fangyuan.get('/records/library_entry?size=100')).items.find((one) => one.title.includes('考勤门禁一体化')).id;
});
after(async () => program?.remove());

const read = async (type, id) => ok(await people.fangyuan.get(`/records/${type}/${id}`));
const rows = (record, field) => record.children.find((one) => one.field === field).items;
const file = async () => [{ id: ok(await people.fangyuan.request('POST', '/attachments?name=a.txt', Buffer.from('x'))).id, name: 'a.txt' }];
const leave = (person, successor, records) => people.admin.post(`/people/${person}/leave`, { reason: '离职', successor, records });

async function scheduled(invitees, trainer = 'su_qing') {
  const need = ok(await people.guming.post('/records/training_need', { values: { entry, reason: '新人' } }));
  ok(await people.fangyuan.complete('deciding', { outcome: 'plan' }, need));
  const [plan] = rows(await read('training_need', need.id), 'training_plans');
  const { solution_version: materials_version } = (await read('training_plan', plan.id)).values;
  const at = { trainer, held_on: '2026-03-02', starts_at: '14:00', duration: 2, place: '三楼' };
  const values = { goal: '会装', audience: ['project'], invitees, ...at, materials: await file(), materials_version, exam: true };
  ok(await people.fangyuan.complete('planning', { outcome: 'submit', values }, plan));
  ok(await people.chenguodong.complete('approval', { outcome: 'agree' }, plan));
  return plan;
}

async function part(plan, person) {
  for (const { id } of rows(await read('training_plan', plan.id), 'training_participants')) {
    const found = await read('training_participant', id);
    if (found.values.person === person) return found;
  }
  throw new Error(`${person} takes no part`);
}

async function attend(plan, name, person) {
  const { id } = await part(plan, person);
  ok(await people[name].complete('enrolment', { outcome: 'enrol' }, { id }));
  ok(await people.fangyuan.post('/clock/advance', { by: 'PT1M' }));
  await signIn();
  ok(await people[name].complete('sign_in', { outcome: 'present' }, { id }));
}

test('who was to take part leaves, and another takes the trainer\'s place', async () => {
  const plan = await scheduled(['tang_wei', 'gu_ming', 'lin_xiaoyu']);
  await attend(plan, 'guming', 'gu_ming');
  await attend(plan, 'tangwei', 'tang_wei');
  const invited = await part(plan, 'lin_xiaoyu');
  const listed = ok(await people.admin.get('/people/lin_xiaoyu/leaving'));
  assert.ok(listed.ending.some((one) => one.id === `training_participant/${invited.id}/person`));
  ok(await leave('lin_xiaoyu', 'he_jun'));
  assert.equal((await part(plan, 'lin_xiaoyu')).state.id, 'cancelled');
  assert.equal(await people.hejun.task('enrolment', invited), undefined);

  ok(await people.suqing.complete('teaching', { outcome: 'held', values: { attendance_note: '两人到场' } }, plan));
  const place = `training_plan/${plan.id}/trainer`;
  refused(await leave('su_qing', 'shen_lan', { [place]: 'tang_wei' }), 'training_plan.trainer_takes_part');
  ok(await leave('su_qing', 'shen_lan', { [place]: 'shen_lan' }));
  assert.equal((await read('training_plan', plan.id)).values.trainer, 'shen_lan');
  for (const person of ['tang_wei', 'gu_ming']) {
    const { id, version } = await part(plan, person);
    ok(await people.shenlan.patch(`/records/training_participant/${id}`, { version, values: { score: 90 } }));
  }
  ok(await people.shenlan.complete('exam', { outcome: 'graded' }, plan));

  ok(await leave('tang_wei', 'shen_lan'));
  const left = await part(plan, 'tang_wei');
  assert.equal(left.state.id, 'passed');
  assert.equal(await people.shenlan.task('rating', left), undefined);
});

test('who has left is neither waited for nor invited again', async () => {
  const plan = await scheduled(['gu_ming', 'he_jun'], 'shen_lan');
  await attend(plan, 'guming', 'gu_ming');
  await attend(plan, 'hejun', 'he_jun');
  ok(await people.shenlan.complete('teaching', { outcome: 'held', values: { attendance_note: '两人到场' } }, plan));
  for (const person of ['gu_ming', 'he_jun']) {
    const { id, version } = await part(plan, person);
    ok(await people.shenlan.patch(`/records/training_participant/${id}`, { version, values: { score: 60 } }));
  }
  ok(await people.shenlan.complete('exam', { outcome: 'graded' }, plan));
  const rates = { rates_trainer: 4, rates_material: 4, rates_usefulness: 4 };
  ok(await people.guming.complete('rating', { outcome: 'rated', values: rates }, await part(plan, 'gu_ming')));
  const archive = { outcome: 'archive', values: { summary: '均不合格' } };
  refused(await people.fangyuan.complete('archiving', archive, plan), 'training_plan.ratings_open');

  ok(await leave('he_jun', 'shen_lan'));
  assert.deepEqual([(await part(plan, 'he_jun')).state.id, (await part(plan, 'he_jun')).values.left_on], ['failed', '2026-03-02']);

  ok(await people.fangyuan.complete('archiving', archive, plan));
  const { items } = ok(await people.fangyuan.get('/records/training_plan?size=100'));
  assert.deepEqual(items.map((one) => one.values).filter((one) => one.follows).map((one) => one.invitees), [['gu_ming']]);
});

test('another owner carries out the upgrade', async () => {
  const words = { title: '人脸识别', background: '客户要求', content: '终端', benefit: '三个项目', risks: '接口' };
  const values = { ...words, kind: 'improvement', solution: entry, trigger: 'market', effort: 5, cost: '100.00', wanted_on: '2026-06-30' };
  const request = ok(await people.shenlan.post('/records/solution_request', { values }));
  ok(await people.fangyuan.complete('evaluation', { outcome: 'accept', values: { value_note: '值得', feasibility: '可行', effort_estimate: 5 } }, request));
  ok(await people.fangyuan.complete('upgrade_approval', { outcome: 'agree' }, request));
  ok(await people.fangyuan.complete('planning', { outcome: 'planned', values: { owner: 'gu_ming', planned_start: '2026-03-02', planned_end: '2026-03-31' } }, request));
  const step = { request: request.id, kind: 'design', title: '设计', responsible: 'gu_ming', planned_on: '2026-03-09' };
  const { id } = ok(await people.guming.post('/records/upgrade_step', { values: step }));

  ok(await leave('gu_ming', 'shen_lan'));
  assert.equal((await read('solution_request', request.id)).values.owner, 'shen_lan');
  assert.equal((await read('upgrade_step', id)).values.responsible, 'shen_lan');
  ok(await people.shenlan.post('/records/upgrade_step', { values: { ...step, kind: 'development', responsible: 'shen_lan' } }));
  assert.ok(await people.shenlan.task('work', request));
});

test('another archives the training that he planned', async () => {
  const held = ok(await people.admin.get('/records/training_plan?size=100')).items.find((one) => one.state.id === 'held');
  ok(await leave('fang_yuan', 'xu_wenjing'));
  assert.equal(ok(await people.admin.get(`/records/training_plan/${held.id}`)).values.planner, 'xu_wenjing');
  const archive = { outcome: 'archive', values: { summary: '两人合格' } };
  ok(await (await program.as('xuwenjing')).complete('archiving', archive, held));
});

// A training is about those who were invited to it: nobody exchanges them, and they are asked for their
// ratings until it is archived, not beyond.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let program;
const people = {};
async function signIn() {
  for (const name of ['fangyuan', 'suqing', 'tangwei', 'guming', 'hejun', 'linxiaoyu', 'chenguodong']) people[name] = await program.as(name);
}
before(async () => {
  program = await Program.start({ clock: '2026-03-02T09:00:00+08:00' });
  await signIn();
});
after(async () => program?.remove());

const read = async (type, id) => ok(await people.fangyuan.get(`/records/${type}/${id}`));
const rows = (record, field) => record.children.find((one) => one.field === field).items;
const change = async (who, id, values) => {
  const { version } = await read('training_participant', id);
  return people[who].patch(`/records/training_participant/${id}`, { version, values });
};
const qualified = async () => ok(await people.fangyuan.get('/records/qualification?size=100')).items.map((one) => one.values.person);

async function pass(by) {
  ok(await people.fangyuan.post('/clock/advance', { by }));
  await signIn(); // sessions end meanwhile
}

const session = async (invitees) => ({
  goal: '会装',
  audience: ['project'],
  invitees,
  trainer: 'su_qing',
  held_on: '2026-03-02',
  starts_at: '14:00',
  duration: 2,
  place: '三楼',
  materials: [{ id: ok(await people.fangyuan.request('POST', '/attachments?name=a.txt', Buffer.from('x'))).id, name: 'a.txt' }],
  exam: true,
});

// What 何俊 is told: when, how long, where, in his task and in the notice; he opens the materials from there.
async function invitation(part) {
  const { key } = await people.hejun.task('enrolment', part);
  const { text } = ok(await people.hejun.get('/notices?size=100')).items.find((one) => one.link === `/tasks/${key}`);
  assert.match(text.zh, /2026-03-02 14:00 · 2 h[^]*三楼/);
  const { values } = ok(await people.hejun.get(`/tasks/${key}`)).form;
  assert.deepEqual([values.held_on, values.starts_at, values.duration, values.place], ['2026-03-02', '14:00:00', 2, '三楼']);
  const [file] = values.materials;
  assert.equal((await people.hejun.get(`/attachments/${file.id}`)).text, 'x');
}

// A training held today, for which 唐伟 signed in and 何俊 did not.
async function held() {
  const entry = ok(await people.fangyuan.get('/records/library_entry?size=100')).items.find((one) => one.title.includes('考勤门禁一体化'));
  const need = ok(await people.guming.post('/records/training_need', { values: { entry: entry.id, reason: '新人' } })).id;
  ok(await people.fangyuan.complete('deciding', { outcome: 'plan' }, { id: need }));
  const plan = rows(await read('training_need', need), 'training_plans')[0];
  const { solution_version: materials_version } = (await read('training_plan', plan.id)).values;
  const submit = async (invitees) => people.fangyuan.complete('planning', { outcome: 'submit', values: { ...(await session(invitees)), materials_version } }, plan);
  refused(await submit(['tang_wei', 'su_qing']), 'training_plan.trainer_invited');
  ok(await submit(['tang_wei', 'he_jun']));
  ok(await people.chenguodong.complete('approval', { outcome: 'agree' }, plan));
  const made = {};
  for (const { id } of rows(await read('training_plan', plan.id), 'training_participants')) {
    made[(await read('training_participant', id)).values.person] = { id };
  }
  const { tang_wei: tang, he_jun: he } = made;
  await invitation(he);
  for (const [name, part] of [['tangwei', tang], ['hejun', he]]) ok(await people[name].complete('enrolment', { outcome: 'enrol' }, part));
  await pass('PT1M');
  ok(await people.tangwei.complete('sign_in', { outcome: 'present' }, tang));
  ok(await people.suqing.complete('teaching', { outcome: 'held', values: { attendance_note: '一人到场' } }, plan));
  return { plan, tang, he };
}

test('who signed in is scored and qualified; the trainer exchanges nobody', async () => {
  const { plan, tang, he } = await held();
  const { fields } = ok(await people.suqing.get(`/records/training_participant/${tang.id}/form`));
  assert.deepEqual(Object.keys(fields).filter((one) => fields[one].editable), ['score']);
  for (const part of [tang, he]) {
    refused(await change('suqing', part.id, { person: 'gu_ming' }), 'records.field_not_writable');
    refused(await change('suqing', part.id, { title: '另一场' }), 'records.field_not_writable');
  }
  refused(await change('suqing', he.id, { decline_reason: '没有来' }), 'training_participant.own_reason');
  refused(await change('suqing', he.id, { score: 90 }), 'training_participant.score_by_trainer');

  ok(await change('suqing', tang.id, { score: 90 }));
  ok(await people.suqing.complete('exam', { outcome: 'graded' }, plan));
  assert.deepEqual(await qualified(), ['tang_wei']);

  const archive = () => people.fangyuan.complete('archiving', { outcome: 'archive', values: { summary: '一人合格' } }, plan);
  refused(await archive(), 'training_plan.ratings_open');
  await pass('P3D');
  ok(await archive());
  assert.equal(await people.tangwei.task('rating', tang), undefined);
  assert.deepEqual(rows(await read('training_plan', plan.id), 'training_participants').map((one) => one.state.id), ['passed', 'absent']);
});

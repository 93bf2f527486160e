// Carries a library solution over HTTP through its upgrade and its training, each step by the person
// whose step it is. Goes on from a walk whose known `library_entry` is in use.
import { ok } from './project.mjs';

const today = '2026-03-02';
const parts = [
  'technical_solution',
  'equipment_list',
  'price_sheet',
  'demonstration',
  'tender_module',
  'implementation_guide',
  'training_material',
];
const request = {
  title: '增加人脸识别',
  trigger: 'complaint',
  background: '客户要求',
  content: '终端与接口',
  benefit: '三个项目',
  effort: 5,
  cost: '100',
  risks: '接口',
  wanted_on: '2026-06-30',
};

const about = (walk, type) => ({ type, id: walk.known[type] });

async function file(walk, name) {
  const client = await walk.as(name);
  return [{ id: ok(await client.request('POST', '/attachments?name=a.txt', Buffer.from('x'))).id, name: 'a.txt' }];
}

async function newest(walk, name, type) {
  const { items } = ok(await (await walk.as(name)).get(`/records/${type}?size=100`));
  walk.known[type] = items.reduce((a, b) => (BigInt(a.id) > BigInt(b.id) ? a : b)).id;
  return walk.known[type];
}

// From the request to the published version; a deferral and a rejection of others on the way.
export async function upgrade(walk) {
  const fresh = { ...request, kind: 'new', category: '能耗' };
  await walk.make('suqing', 'solution_request', fresh);
  const reason = { evaluation_reason: '没有需求' };
  await walk.complete('fangyuan', 'evaluation', { outcome: 'reject', values: reason }, about(walk, 'solution_request'));

  await walk.make('suqing', 'solution_request', { ...request, kind: 'fix', solution: walk.known.library_entry });
  const step = (name, element, act) => walk.complete(name, element, act, about(walk, 'solution_request'));
  const evaluation = { value_note: '值得', feasibility: '可行', effort_estimate: 5 };
  await step('fangyuan', 'evaluation', { outcome: 'accept', values: evaluation });
  await step('fangyuan', 'upgrade_approval', { outcome: 'agree', opinion: '同意' });
  const planned = { owner: 'su_qing', planned_start: today, planned_end: today };
  await step('fangyuan', 'planning', { outcome: 'planned', values: planned });
  for (const kind of ['design', 'development', 'internal_test']) {
    const of = { request: walk.known.solution_request, kind, title: kind, responsible: 'su_qing', planned_on: today };
    await walk.make('suqing', 'upgrade_step', of);
    await walk.move('suqing', 'upgrade_step', 'finish', { result: '完成' });
  }
  await step('suqing', 'work', { outcome: 'finished' });
  const attached = {};
  for (const part of parts) attached[part] = await file(walk, 'suqing');
  await step('suqing', 'packaging', { outcome: 'packed', values: { ...attached, version_notes: '人脸识别' } });
  const reviewers = { presales_reviewer: 'su_qing', project_reviewer: 'gu_ming' };
  await step('fangyuan', 'reviewers', { outcome: 'named', values: reviewers });
  for (const name of ['zhouliming', 'fangyuan', 'suqing', 'guming']) {
    await step(name, 'release_review', { outcome: 'agree', opinion: '通过' });
  }
  await step('fangyuan', 'publishing', { outcome: 'set', values: { effective_on: today } });
  await walk.world.pass('PT1M');
  await newest(walk, 'fangyuan', 'solution_version');
}

// From the need of the published version to the archive; a need that is declined before.
export async function train(walk) {
  const asked = { entry: walk.known.library_entry, reason: '新人' };
  await walk.make('guming', 'training_need', asked);
  await decide(walk, 'decline', { decline_reason: '已安排' });

  await walk.make('guming', 'training_need', asked);
  await decide(walk, 'plan', {});
  const { solution_version: version } = (await planOf(walk)).values;
  const step = (name, element, act) => walk.complete(name, element, act, about(walk, 'training_plan'));
  await step('fangyuan', 'planning', { outcome: 'submit', values: await session(walk, version) });
  await step('chenguodong', 'approval', { outcome: 'agree', opinion: '同意' });
  await newest(walk, 'fangyuan', 'training_participant');
  const take = (element, act) => walk.complete('linxiaoyu', element, act, about(walk, 'training_participant'));
  await take('enrolment', { outcome: 'enrol' });
  await walk.world.pass('PT1M');
  await take('sign_in', { outcome: 'present' });
  await step('suqing', 'teaching', { outcome: 'held', values: { attendance_note: '到场' } });
  await take('rating', { outcome: 'rated', values: { rates_trainer: 5, rates_material: 5, rates_usefulness: 5 } });
  await step('fangyuan', 'archiving', { outcome: 'archive', values: { summary: '一人合格' } });
  await planOf(walk);
  const again = { ...(await session(walk, version)), late_reason: '假期之后' };
  await step('fangyuan', 'planning', { outcome: 'submit', values: again });
}

function decide(walk, outcome, values) {
  return walk.complete('fangyuan', 'deciding', { outcome, values }, about(walk, 'training_need'));
}

async function planOf(walk) {
  return walk.read('training_plan', await newest(walk, 'fangyuan', 'training_plan'));
}

async function session(walk, version) {
  return {
    goal: '会装',
    audience: ['project'],
    invitees: ['he_jun', 'lin_xiaoyu'],
    trainer: 'su_qing',
    held_on: today,
    starts_at: '09:30',
    duration: 2,
    place: '三楼',
    materials: await file(walk, 'fangyuan'),
    materials_version: version,
    exam: false,
  };
}

// The client training that the project's plan asked for, confirmed by the signature of the client.
export async function trainClient(walk) {
  await newest(walk, 'fangyuan', 'training_need');
  await decide(walk, 'plan', {});
  const { solution_version: version } = (await planOf(walk)).values;
  const step = (name, element, act) => walk.complete(name, element, act, about(walk, 'training_plan'));
  const { invitees: _, ...values } = await session(walk, version);
  await step('fangyuan', 'planning', { outcome: 'submit', values: { ...values, client_attendees: '值班人员' } });
  await step('chenguodong', 'approval', { outcome: 'agree', opinion: '同意' });
  await step('suqing', 'teaching', { outcome: 'held', values: { attendance_note: '到场' } });
  const signature = await walk.world.signature('suqing', '赵主任');
  const confirmed = { client_result: '掌握', signatory: '赵主任', signature };
  await step('suqing', 'client_confirmation', { outcome: 'confirmed', values: confirmed });
  await step('fangyuan', 'archiving', { outcome: 'archive', values: { summary: '客户满意' } });
}

// A review thirty days after the release, a project that moves to the version, and the withdrawal.
export async function afterRelease(walk) {
  const project = walk.known.solution_project;
  const moved = { project, to_version: walk.known.solution_version, reason: '统计已修正', plan_impact: '一天' };
  await walk.make('linxiaoyu', 'version_change', moved);
  await walk.world.pass('P31D');
  await newest(walk, 'fangyuan', 'solution_review');
  const review = { issues: '无', satisfaction: 5, conclusion: '平稳' };
  await walk.complete('fangyuan', 'review', { outcome: 'keep', values: review }, about(walk, 'solution_review'));
  const withdrawn = walk.known.library_entry;
  await walk.make('fangyuan', 'library_entry', { title: '替代方案' });
  await walk.move('fangyuan', 'library_entry', 'enter');
  const values = { withdrawal_reason: '停产', replacement: walk.known.library_entry };
  await walk.move('fangyuan', 'library_entry', 'withdraw', values, withdrawn);
}

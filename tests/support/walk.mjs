// Carries a project over HTTP, each step by the person whose step it is, up to a stage by name.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Camunda } from '../support/camunda.mjs';
import { stroke } from '../support/pictures.mjs';
import { Program, binary } from '../support/program.mjs';
import { application, ok, project, someClient } from '../support/project.mjs';

// The day of an instant where the organisation works.
const dayOf = (instant) => new Date(Number(new Date(instant)) + 8 * 3600_000).toISOString().slice(0, 10);

// A folder whose administrator has a password, and nothing else.
async function administered({ folder, packs }) {
  const program = await Program.start({ folder, packs, demo: false });
  const link = /link=(\S+)/.exec(program.output)[1];
  ok(await program.client().post('/session', { link, password: 'a long enough password' }));
  await program.stop();
  return program.folder;
}

// Makes a folder of what every world of the product's packs begins with: a run of many tests makes it once.
export async function prepare(folder) {
  const program = await Program.start({ folder: await administered({ folder }) });
  await program.stop();
}

function copied(prepared) {
  if (!prepared) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-'));
  cpSync(prepared, folder, { recursive: true });
  return folder;
}

// A program with the demo organisation and, beside it, an administrator without a post.
export class World {
  // The day on its clock.
  today = '2026-03-02';

  static async open({ more = [], packs } = {}) {
    const world = new World();
    const folder = (!packs && copied(process.env.JINGWEI_PREPARED)) || (await administered({ packs }));
    world.program = await Program.start({ folder, packs, more });
    world.sessions = new Map();
    world.tokens = new Map();
    return world;
  }

  // Signed in in a browser.
  async browser(name) {
    if (!this.sessions.has(name)) {
      const password = name === 'admin' ? 'a long enough password' : 'jingwei-demo';
      this.sessions.set(name, await this.program.as(name, password));
    }
    return this.sessions.get(name);
  }

  // A program that acts for the person by a token.
  token(name) {
    if (!this.tokens.has(name)) {
      const args = ['user', 'token', '--data', this.program.folder, '--title', 'doors', name];
      const client = this.program.client();
      client.token = execFileSync(binary(), args, { encoding: 'utf8' }).trim();
      this.tokens.set(name, client);
    }
    return this.tokens.get(name);
  }

  camunda(name) {
    return new Camunda(this.program, `Bearer ${this.token(name).token}`);
  }

  async signature(name, who) {
    const client = await this.browser(name);
    const stored = ok(await client.request('POST', '/attachments?name=sign.png', stroke, { 'Content-Type': 'application/octet-stream' }));
    return { image: stored.id, name: who };
  }

  // Time goes on; sessions end with it.
  async pass(span) {
    const { clock } = ok(await this.token('linxiaoyu').post('/clock/advance', { by: span }));
    this.today = dayOf(clock.now);
    this.sessions.clear();
  }

  close() {
    return this.program.remove();
  }
}

export const plan = {
  software_needed: false,
  equipment_arrival_on: '2026-04-27',
  installation_from: '2026-05-06',
  installation_to: '2026-05-20',
  client_work: '弱电管路',
  client_work_on: '2026-04-24',
  acceptance_on: '2026-06-30',
  client_training_on: '2026-07-02',
  communication: 'planned',
  research: 'planned',
  commercial: 'planned',
  deployment: 'planned',
  maintenance: 'planned',
};
export const briefing = {
  held_on: '2026-03-02',
  participants: ['gu_ming', 'tang_wei'],
  topic: '项目交底会',
  decisions: '四月底进场',
  understood: true,
};
const certificate = {
  scope: '全部内容',
  conclusion: 'accepted_with_reservations',
  reservations: '说明书一周内补交',
};

// One project on its way. `known` names what was made on the way. `fill(values, open)` may change
// what is handed in: `open` asks for the form that is filled in.
export class Walk {
  constructor(world, fill = (values) => values) {
    this.world = world;
    this.fill = fill;
    this.known = {};
    this.passed = 0;
  }

  get record() {
    return { type: 'solution_project', id: this.known.solution_project };
  }

  async as(name) {
    return this.world.browser(name);
  }

  async task(name, element, record = this.record) {
    return (await this.as(name)).task(element, record);
  }

  async complete(name, element, act = {}, record = this.record) {
    const client = await this.as(name);
    const task = await client.task(element, record);
    assert.ok(task, `no open task ${element} of ${name}`);
    const values = await this.fill(act.values ?? {}, async () => ok(await client.get(`/tasks/${task.key}`)).form);
    return ok(await client.post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: 'done', ...act, values }));
  }

  async make(name, type, values, known = type) {
    const client = await this.as(name);
    const parent = values.plan ?? values.project ?? values.milestone ?? values.request ?? (type === 'solution_improvement' ? values.entry : undefined);
    const at = `/records/${type}/form${parent ? `?parent=${parent}` : ''}`;
    const filled = await this.fill(values, async () => ok(await client.get(at)));
    this.known[known] = ok(await client.post(`/records/${type}`, { values: filled })).id;
    return this.known[known];
  }

  async move(name, type, transition, values = {}, id = this.known[type]) {
    const client = await this.as(name);
    const at = `/records/${type}/${id}`;
    const filled = await this.fill(values, async () => ok(await client.get(`${at}/form?transition=${transition}`)));
    return ok(await client.post(`${at}/transitions/${transition}`, { values: filled }));
  }

  async read(type, id = this.known[type]) {
    return ok(await (await this.as('chenguodong')).get(`/records/${type}/${id}`));
  }

  // The newest record of a type that belongs to the project.
  async newest(type, field) {
    const { children } = await this.read('solution_project');
    const { items } = children.find((list) => list.field === field);
    this.known[type] = items.reduce((a, b) => (BigInt(a.id) > BigInt(b.id) ? a : b)).id;
    return this.known[type];
  }

  async start(values) {
    const client = await this.as('linxiaoyu');
    const at = '/processes/solution_project_flow';
    const filled = await this.fill(values, async () => ok(await client.get(at)).form);
    const started = ok(await client.post(`${at}/instances`, { values: filled }));
    this.instance = started.instance;
    this.known.solution_project = started.record.id;
  }

  // On from where it stands.
  async to(stage) {
    while (this.passed < way.length) {
      const [name, go] = way[this.passed];
      await go(this);
      this.passed += 1;
      if (name === stage) return this;
    }
    assert.fail(`no stage ${stage} ahead`);
  }
}

async function vote(walk, name, outcome = 'agree') {
  return walk.complete(name, 'initiation', { outcome, opinion: '意见' });
}

// Hands a report that was sent to everybody who waits for it.
export async function deliver(walk, report) {
  const { children } = await walk.read('stage_report', report.id);
  const { items } = children.find((list) => list.field === 'deliveries');
  for (const { id } of items.filter(({ state }) => state.id === 'pending'))
    await walk.move('guming', 'report_delivery', 'deliver', { channel: 'paper' }, id);
  await walk.complete('guming', 'deliver', { outcome: 'delivered' }, report);
}

// Stages in their order, with what leads to each.
const way = [
  ['registered', async (walk) => walk.start(project(await someClient(await walk.as('linxiaoyu'))))],
  ['under_review', (walk) => walk.complete('linxiaoyu', 'application', { values: application })],
  ['two_agree', async (walk) => {
    await vote(walk, 'chenguodong');
    await vote(walk, 'fangyuan');
  }],
  ['pre_sales', (walk) => vote(walk, 'zhouliming')],
  ['visit_due', (walk) => walk.complete('fangyuan', 'assign_presales', { values: { presales: 'su_qing' } })],
  ['bid_open', async (walk) => {
    await walk.complete('suqing', 'needs_visit', {
      values: { visited_on: '2026-03-02', place: '滨江园区', participants: '苏青', needs: '人车分流' },
    });
    await walk.complete('suqing', 'technical_solution', { values: { title: '技术方案', summary: '门禁' } });
    const solution = await walk.newest('technical_solution', 'technical_solutions');
    const held = { held_on: '2026-03-02', participants: ['su_qing'], decisions: '认可' };
    await walk.complete('suqing', 'explanation', { outcome: 'accepted', values: { ...held, topic: '讲解', solution } });
    await walk.complete('suqing', 'tender_part', { values: { title: '技术标段', text: '系统架构' } });
    await walk.complete('suqing', 'presentation', { values: { ...held, topic: '讲标' } });
  }],
  ['won', (walk) => walk.complete('linxiaoyu', 'bid_result', { outcome: 'won', values: { announced_on: '2026-03-02' } })],
  ['handover_open', async (walk) => {
    await walk.complete('fangyuan', 'assign_manager', { values: { manager: 'gu_ming', implementers: ['tang_wei'] } });
    await walk.complete('suqing', 'technical_handover', {
      values: { items: '方案', open_points: '无' },
      signature: await walk.world.signature('suqing', '苏青'),
    });
    await walk.newest('handover', 'handovers');
    await walk.newest('library_entry', 'library_entries');
    await walk.complete('guming', 'acceptance_of_handover', {
      outcome: 'accept',
      signature: await walk.world.signature('guming', '顾鸣'),
    });
  }],
  ['briefing', async (walk) =>
    walk.complete('tangwei', 'acceptance_of_handover', {
      outcome: 'accept',
      signature: await walk.world.signature('tangwei', '唐伟'),
    })],
  ['planning', async (walk) => {
    await walk.complete('guming', 'briefing', { values: briefing });
    const project = walk.known.solution_project;
    const milestone = await walk.make('guming', 'milestone', { project, name: '安装完成', planned_on: '2026-05-20' });
    await walk.make('guming', 'plan_item', { milestone, title: '门禁安装', weight: 3 });
  }],
  ['plan_submitted', async (walk) => {
    await walk.complete('guming', 'plan', { values: plan });
    await walk.newest('implementation_plan', 'implementation_plans');
  }],
  ['one_confirms', (walk) => walk.complete('linxiaoyu', 'plan_confirmation', { outcome: 'confirm' })],
  ['plan_confirmed', (walk) => walk.complete('qianduo', 'plan_confirmation', { outcome: 'confirm' })],
  ['in_execution', async (walk) => {
    const project = walk.known.solution_project;
    const who = { name: '赵主任', organisation: '滨江园区', side: 'client', role: '甲方负责人', needs_reports: true };
    await walk.make('guming', 'stakeholder', { project, ...who });
    await walk.complete('guming', 'stakeholders');
  }],
  ['change_requested', async (walk) => {
    const project = walk.known.solution_project;
    await walk.make('guming', 'requirement_change', { project, title: '访客预约', requested_by: '赵主任', description: '提前一天预约' });
  }],
  ['change_assessed', (walk) =>
    walk.complete(
      'guming',
      'assess',
      { outcome: 'accept', values: { plan_impact: '无', cost_impact: '0.00', decision: '同意' } },
      { type: 'requirement_change', id: walk.known.requirement_change },
    )],
  ['change_effective', async (walk) => {
    const signature = await walk.world.signature('guming', '赵主任');
    const about = { type: 'requirement_change', id: walk.known.requirement_change };
    await walk.complete('guming', 'sign', { values: { signatory: '赵主任', signature } }, about);
  }],
  ['milestone_reached', async (walk) => {
    await walk.move('guming', 'plan_item', 'pass');
    await walk.move('guming', 'milestone', 'reach', { conclusion: '完成' });
  }],
  ['certificate_due', (walk) => walk.complete('guming', 'execution')],
  ['client_acceptance', (walk) => walk.complete('guming', 'certificate', { values: { ...certificate, accepted_on: walk.world.today } })],
  ['client_training', async (walk) => {
    const signature = await walk.world.signature('guming', '赵主任');
    await walk.complete('guming', 'acceptance', { outcome: 'accept', values: { ...certificate, accepted_on: walk.world.today, signatory: '赵主任', signature } });
    await walk.newest('acceptance_certificate', 'acceptance_certificates');
  }],
  ['maintenance', (walk) =>
    walk.complete('tangwei', 'client_training', {
      values: { held_on: walk.world.today, trainer: 'tang_wei', topic: '操作', participants: '值班人员', result: '掌握' },
    })],
  ['closing_due', async (walk) => {
    const starts_on = walk.world.today;
    const ends_on = dayOf(Date.parse(starts_on) + 24 * 3600_000);
    await walk.complete('guming', 'maintenance', {
      values: { starts_on, ends_on, responsible: 'tang_wei', scope: '质保' },
    });
    await walk.world.pass('P5D');
  }],
  ['reported', async (walk) => {
    const report = { type: 'stage_report', id: await walk.newest('stage_report', 'stage_reports') };
    const values = { progress: '按计划', quality: '合格', cost: '在预算内', next_stage: '维护', results: '门禁' };
    await walk.complete('guming', 'report', { outcome: 'send', values }, report);
    await deliver(walk, report);
  }],
  ['closed', (walk) => walk.complete('guming', 'closing', { values: { lessons_learned: '提前复核', no_improvement: '没有新的内容' } })],
];

// Leaves the way: voted down, suspended, or a standard project from the beginning.
export const branches = {
  async terminated(walk) {
    await walk.to('under_review');
    await vote(walk, 'fangyuan', 'disagree');
  },
  async suspended(walk) {
    await walk.to('pre_sales');
    await walk.move('linxiaoyu', 'solution_project', 'suspend', { suspend_reason: '客户预算冻结' });
  },
  async unsettled(walk) {
    await walk.to('closing_due');
    const project = walk.known.solution_project;
    await walk.make('guming', 'project_issue', { project, title: '门禁主机返修', description: '夜间掉线', affects_plan: false });
    const risk = { title: '备件停产', type: 'technology', symptom: '厂家公告', probability: 2, impact: 3, owner: 'gu_ming' };
    await walk.make('guming', 'project_risk', { project, ...risk });
  },
  async standard(walk) {
    const client = await someClient(await walk.as('linxiaoyu'));
    await walk.start(project(client, { class: 'standard', standard_solution: await standardSolution(walk) }));
    await walk.complete('zhouliming', 'registration', { outcome: 'agree' });
  },
  async library(walk) {
    await walk.make('fangyuan', 'library_entry', { title: '考勤方案' });
    await walk.move('fangyuan', 'library_entry', 'enter');
  },
};

async function standardSolution(walk) {
  const entry = await walk.make('fangyuan', 'library_entry', {
    title: '标准门禁',
    earlier_projects: 1,
    earlier_evidence: '城南档案馆（2024 年 6 月验收）',
  });
  await walk.move('fangyuan', 'library_entry', 'enter');
  await walk.make('fangyuan', 'solution_improvement', { entry, summary: '离线缓存' });
  await walk.move('fangyuan', 'library_entry', 'promote', { promotion_evidence: '试点使用' });
  return entry;
}

export async function walkTo(world, stage) {
  const walk = new Walk(world);
  if (branches[stage]) await branches[stage](walk);
  else await walk.to(stage);
  return walk;
}

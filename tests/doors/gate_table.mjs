// Every gate of S18 and the ways by which somebody might pass it, each with the refusal that the one
// who comes nearest to it gets: his own task, his own record, his own act. The doors are in
// doors.mjs; matrix.test.mjs tries every way at every door.
//
// A gate: `stage` of the walk where it is closed, `ways`, and `skip`: the elements between which an
// administrator would have to move the work.
import { briefing, plan } from '../support/walk.mjs';
import { application } from '../support/project.mjs';

// Completing (or another act on) a task.
const task = (who, element, act, code, clause, more = {}) => ({ kind: 'task', who, element, act, code, clause, ...more });
// Asking a record for a transition.
const move = (who, type, transition, code, clause, values = {}) => ({ kind: 'move', who, type, transition, code, clause, values });
const create = (who, type, values, code, clause) => ({ kind: 'create', who, type, values, code, clause });
const update = (who, type, values, code, clause) => ({ kind: 'update', who, type, values, code, clause });

const ofProject = (values) => (walk) => ({ project: walk.known.solution_project, ...values });
const onTheDay = (values) => (walk) => ({ accepted_on: walk.world.today, ...values });
const agree = { outcome: 'agree', opinion: '同意' };
const { risks: _risks, ...withoutRisks } = application;
const risk = { title: '风险', type: 'contract', symptom: '征兆', probability: 3, impact: 3, owner: 'lin_xiaoyu' };
const contact = { name: '赵主任', organisation: '园区', side: 'client', role: '负责人' };

// What makes a plan, each by itself.
const planning = (clause) => [
  create('guming', 'implementation_plan', ofProject({ ...plan, cause: 'actual_situation', reason: '先行' }), 'implementation_plan.before_briefing', clause),
  create('guming', 'milestone', ofProject({ name: '安装完成', planned_on: '2026-05-20' }), 'milestone.before_briefing', clause),
  create('guming', 'budget_line', ofProject({ title: '设备', category: 'equipment', amount: '1.00' }), 'budget_line.before_briefing', clause),
];

export const gates = [
  {
    name: 'an application with an empty field is not taken',
    stage: 'registered',
    skip: ['application', 'initiation'],
    ways: [
      task('linxiaoyu', 'application', { outcome: 'done', values: withoutRisks }, 'forms.invalid', 'S18-R44'),
      move('linxiaoyu', 'solution_project', 'submit_review', 'records.forbidden', 'S18-R10'),
      create('linxiaoyu', 'initiation_application', ofProject(application), 'records.forbidden', ''),
    ],
  },
  {
    name: 'the class is decided at registration',
    stage: 'registered',
    skip: ['application', 'registration'],
    ways: [
      update('linxiaoyu', 'solution_project', { class: 'standard' }, 'solution_project.class_fixed', 'S18-R09'),
      move('linxiaoyu', 'solution_project', 'take_standard', 'records.forbidden', 'S18-R10'),
    ],
  },
  {
    name: 'two agreements initiate nothing',
    stage: 'two_agree',
    skip: ['initiation', 'assign_presales'],
    ways: [
      move('linxiaoyu', 'solution_project', 'initiate', 'records.forbidden', 'S18-R13'),
      move('zhouliming', 'solution_project', 'initiate', 'records.forbidden', 'S18-R13'),
      task('suqing', 'initiation', agree, 'work.no_task', undefined, { of: 'zhouliming' }),
    ],
  },
  {
    name: 'a vote is final',
    stage: 'two_agree',
    skip: ['initiation', 'application'],
    ways: [
      task('fangyuan', 'initiation', { outcome: 'disagree', opinion: '改主意' }, 'work.already_acted', 'S18-R01', { of: 'zhouliming' }),
      task('zhouliming', 'initiation', { act: 'transfer', persons: ['he_jun'], text: '出差' }, 'work.transfer_not_allowed', 'S18-R01'),
      task('zhouliming', 'initiation', { act: 'return', target: 'application', text: '退回' }, 'work.return_not_allowed', 'S18-R01'),
    ],
  },
  {
    name: 'a terminated project is over',
    stage: 'terminated',
    ways: [
      update('linxiaoyu', 'solution_project', { name: '换名' }, 'records.final', 'S18-R14'),
      move('linxiaoyu', 'solution_project', 'suspend', 'records.transition_not_allowed', 'S18-R14', { suspend_reason: '等待' }),
      move('linxiaoyu', 'solution_project', 'initiate', 'records.transition_not_allowed', 'S18-R14'),
      create('linxiaoyu', 'project_risk', ofProject(risk), 'records.final', 'S18-R14'),
    ],
  },
  {
    name: 'pre-sales takes no part in a standard project',
    stage: 'standard',
    skip: ['assign_team', 'technical_handover'],
    ways: [
      update('fangyuan', 'solution_project', { presales: 'su_qing' }, 'solution_project.presales_on_standard', 'S18-R15'),
      update('fangyuan', 'solution_project', { implementers: ['su_qing'] }, 'solution_project.presales_member_on_standard', 'S18-R15'),
      task(
        'fangyuan',
        'assign_team',
        { outcome: 'done', values: { manager: 'gu_ming', implementers: ['su_qing'] } },
        'solution_project.presales_member_on_standard',
        'S18-R15',
      ),
      ...[
        { act: 'transfer', persons: ['su_qing'], text: '请代办' },
        { act: 'delegate', persons: ['su_qing'], text: '请给意见' },
        { act: 'add_signer', persons: ['su_qing'], text: '请会签' },
        { act: 'copy', persons: ['su_qing'] },
        { act: 'circulate', persons: ['su_qing'], text: '请阅' },
      ].map((act) => task('fangyuan', 'assign_team', act, 'solution_project.presales_work_on_standard', 'S18-R15')),
      create('suqing', 'training_need', ofProject({ reason: '想参加' }), 'training_need.presales_on_standard', 'S18-R15'),
      create('suqing', 'solution_improvement', (walk) => ofProject({ summary: '离线缓存', entry: walk.known.library_entry })(walk), 'solution_improvement.presales_on_standard', 'S18-R15'),
    ],
  },
  {
    name: 'bidding begins after visit, solution and explanation',
    stage: 'visit_due',
    skip: ['needs_visit', 'tender_part'],
    ways: [
      move('suqing', 'solution_project', 'start_bidding', 'records.forbidden', 'S18-R17'),
      create('suqing', 'meeting', ofProject({ kind: 'explanation', topic: '讲解', held_on: '2026-03-02', participants: ['su_qing'] }), 'meeting.no_solution_version', 'S18-R19'),
      create('suqing', 'meeting', ofProject({ kind: 'presentation', topic: '讲标', held_on: '2026-03-02', participants: ['su_qing'] }), 'meeting.outside_its_stage', 'S18-R58'),
    ],
  },
  {
    name: 'nothing is handed over before the bid is won',
    stage: 'bid_open',
    skip: ['bid_result', 'technical_handover'],
    ways: [
      create('suqing', 'handover', ofProject({ items: '方案', open_points: '无' }), 'records.forbidden', 'S18-R57'),
      move('suqing', 'solution_project', 'win', 'records.forbidden', 'S18-R20'),
      create('linxiaoyu', 'bid', ofProject({ result: 'won', announced_on: '2026-03-02' }), 'records.forbidden', 'S18-R22'),
      task('linxiaoyu', 'bid_result', { outcome: 'lost', values: { announced_on: '2026-03-02' } }, 'forms.invalid', 'S18-P03'),
    ],
  },
  {
    name: 'the briefing follows the accepted handover',
    stage: 'handover_open',
    skip: ['acceptance_of_handover', 'briefing'],
    ways: [
      create('guming', 'meeting', ofProject({ ...briefing, kind: 'briefing' }), 'meeting.briefing_before_handover', 'S18-R26'),
      move('guming', 'solution_project', 'hand_over', 'records.forbidden', 'S18-R23'),
      move('guming', 'handover', 'accept', 'records.forbidden', 'S18-R23'),
      move('guming', 'solution_project', 'reassign', 'records.forbidden', 'S18-R23'),
      move('fangyuan', 'library_entry', 'enter', 'library_entry.not_handed_over', 'S18-R24'),
      task('tangwei', 'acceptance_of_handover', { outcome: 'accept' }, 'work.signature_required', 'S18-R23'),
      update('suqing', 'handover', { items: '仅方案，不含图纸' }, 'handover.frozen', 'S18-R57'),
      update('guming', 'solution_project', { implementers: ['shen_lan'] }, 'solution_project.assigned_by_product', 'S18-R04'),
      update('fangyuan', 'solution_project', { implementers: ['shen_lan'] }, 'solution_project.handover_open', 'S18-R23'),
      ...planning('S18-R27'),
    ],
  },
  {
    name: 'the plan follows the briefing and full understanding',
    stage: 'briefing',
    skip: ['briefing', 'plan'],
    ways: [
      task('guming', 'briefing', { outcome: 'done', values: { ...briefing, understood: false } }, 'solution_project.not_briefed', 'S18-R27'),
      move('guming', 'solution_project', 'brief', 'records.forbidden', 'S18-R27'),
      create('guming', 'implementation_plan', ofProject({ ...plan, baseline: true }), 'records.field_not_writable', ''),
      ...planning('S18-R27'),
    ],
  },
  {
    name: 'the plan is the baseline when business and purchasing both confirm',
    stage: 'one_confirms',
    skip: ['plan_confirmation', 'stakeholders'],
    ways: [
      move('guming', 'solution_project', 'confirm_plan', 'records.forbidden', 'S18-R29'),
      move('guming', 'implementation_plan', 'confirm', 'records.forbidden', 'S18-R29'),
      move('guming', 'implementation_plan', 'confirm_change', 'records.forbidden', 'S18-R36'),
      update('guming', 'implementation_plan', { baseline: true }, 'implementation_plan.frozen', 'S18-R36'),
      task('linxiaoyu', 'plan_confirmation', { outcome: 'confirm' }, 'work.already_acted', 'S18-R06', { of: 'qianduo' }),
      task('guming', 'plan_confirmation', { outcome: 'confirm' }, 'work.not_yours', 'S18-R06', { of: 'qianduo' }),
      task('qianduo', 'plan_confirmation', { act: 'transfer', persons: ['gu_ming'], text: '请代为确认' }, 'work.act_not_offered', 'S18-R06'),
      update('guming', 'solution_project', { business: 'gu_ming' }, 'solution_project.handed_on_by_sales', 'S18-R02'),
      update('guming', 'plan_item', { weight: 1 }, 'plan_item.plan_in_review', 'S18-R29'),
      update('guming', 'milestone', { name: '改名' }, 'milestone.plan_in_review', 'S18-R29'),
    ],
  },
  {
    name: 'execution begins with a register of stakeholders',
    stage: 'plan_confirmed',
    skip: ['stakeholders', 'execution'],
    ways: [
      task('guming', 'stakeholders', { outcome: 'done' }, 'solution_project.no_stakeholders', 'S18-R33'),
      move('guming', 'solution_project', 'start_execution', 'records.forbidden', 'S18-R33'),
    ],
  },
  {
    name: 'a milestone is reached when every item is checked',
    stage: 'in_execution',
    skip: ['execution', 'acceptance'],
    ways: [
      move('guming', 'milestone', 'reach', 'milestone.items_unchecked', 'S18-R38', { conclusion: '完成' }),
      update('guming', 'milestone', { actual_on: '2026-03-02' }, 'records.field_not_writable', ''),
      update('guming', 'plan_item', { first_result: 'passed' }, 'records.field_not_writable', ''),
      task('guming', 'execution', { outcome: 'done' }, 'solution_project.milestones_open', 'S18-R37'),
    ],
  },
  {
    name: 'a milestone moves only with a new plan',
    stage: 'in_execution',
    skip: ['execution', 'plan'],
    ways: [update('guming', 'milestone', { planned_on: '2026-09-01' }, 'milestone.change_without_plan', 'S18-R36')],
  },
  {
    name: 'the budget grows only with a new plan',
    stage: 'in_execution',
    skip: ['execution', 'plan'],
    ways: ['guming', 'linxiaoyu'].map((who) =>
      create(who, 'budget_line', ofProject({ title: '另加', category: 'other', amount: '1.00' }), 'budget_line.new_without_plan', 'S18-R36'),
    ),
  },
  {
    name: "a client's requirement has a written record",
    stage: 'change_requested',
    skip: ['execution', 'plan'],
    ways: [
      create('guming', 'implementation_plan', ofProject({ ...plan, cause: 'client_requirement', reason: '客户要求' }), 'records.field_required', 'S18-R60'),
      create(
        'guming',
        'implementation_plan',
        (walk) => ofProject({ ...plan, cause: 'client_requirement', reason: '客户要求', requirement_change: walk.known.requirement_change })(walk),
        'implementation_plan.change_not_signed',
        'S18-R60',
      ),
    ],
  },
  {
    name: "a change takes effect with the client's signature",
    stage: 'change_assessed',
    about: 'requirement_change',
    skip: ['execution', 'acceptance'],
    ways: [
      move('guming', 'requirement_change', 'take_effect', 'records.forbidden', 'S18-R61'),
      task('guming', 'sign', { outcome: 'done', values: { signatory: '赵主任' } }, 'requirement_change.unsigned', 'S18-R61', { about: 'requirement_change' }),
      update('guming', 'requirement_change', { description: '悄悄改' }, 'requirement_change.content_fixed', 'S18-P08'),
      update('guming', 'requirement_change', { signed_at: '2026-03-02T09:00:00Z' }, 'records.field_not_writable', ''),
    ],
  },
  {
    name: 'what the client has signed stays',
    stage: 'change_effective',
    about: 'requirement_change',
    skip: ['execution', 'acceptance'],
    ways: [
      update('guming', 'requirement_change', { title: '改名' }, 'requirement_change.frozen', 'S18-R61'),
      update('guming', 'requirement_change', { signature: null }, 'requirement_change.frozen', 'S18-R61'),
      move('guming', 'requirement_change', 'decline', 'records.transition_not_allowed', '', { decision: '撤' }),
    ],
  },
  {
    name: 'a reached milestone stays as it was checked',
    stage: 'milestone_reached',
    skip: ['execution', 'maintenance'],
    ways: [
      update('guming', 'milestone', { name: '改名' }, 'milestone.frozen', 'S18-R38'),
      update('guming', 'plan_item', { weight: 9 }, 'milestone.frozen', 'S18-R38'),
      create('guming', 'plan_item', (walk) => ({ milestone: walk.known.milestone, title: '补一项' }), 'milestone.frozen', 'S18-R38'),
    ],
  },
  {
    name: 'acceptance is signed by the client',
    stage: 'client_acceptance',
    skip: ['acceptance', 'maintenance'],
    ways: [
      task(
        'guming',
        'acceptance',
        { outcome: 'accept', values: onTheDay({ scope: '全部', conclusion: 'accepted', signatory: '赵主任' }) },
        'acceptance_certificate.unsigned',
        'S18-P07',
      ),
      task(
        'guming',
        'acceptance',
        { outcome: 'accept', values: onTheDay({ scope: '全部', conclusion: 'refused', reservations: '不识别', signatory: '赵主任' }) },
        'acceptance_certificate.refused',
        'S18-R43',
      ),
      create('guming', 'acceptance_certificate', ofProject({ accepted_on: '2026-03-02', scope: '全部', conclusion: 'accepted' }), 'records.forbidden', 'S18-R43'),
      move('guming', 'solution_project', 'accept', 'records.forbidden', 'S18-P07'),
    ],
  },
  {
    name: 'a suspended project waits',
    stage: 'suspended',
    skip: ['assign_presales', 'needs_visit'],
    ways: [
      task('fangyuan', 'assign_presales', { outcome: 'done', values: { presales: 'su_qing' } }, 'work.suspended', 'S18-R03'),
      update('linxiaoyu', 'solution_project', { suspended_from: 'maintenance' }, 'solution_project.suspended', 'S18-P06'),
      move('linxiaoyu', 'solution_project', 'resume', 'solution_project.suspended', 'S18-P06', { suspended_from: 'maintenance' }),
      move('linxiaoyu', 'solution_project', 'close', 'records.transition_not_allowed', 'S18-P07'),
      create('linxiaoyu', 'stakeholder', ofProject(contact), 'solution_project.suspended', 'S18-P06'),
    ],
  },
  {
    name: 'a solution becomes standard after improvement and use',
    stage: 'library',
    about: 'library_entry',
    ways: [
      move('fangyuan', 'library_entry', 'promote', 'library_entry.not_improved', 'S18-R25', { promotion_evidence: '自评' }),
      move('suqing', 'library_entry', 'promote', 'records.forbidden', 'S18-R25', { promotion_evidence: '自评' }),
      update('suqing', 'library_entry', { promoted_by: 'su_qing' }, 'records.field_not_writable', ''),
    ],
  },
  {
    name: 'a project is closed with its lessons',
    stage: 'closing_due',
    skip: ['closing', 'ended_closed'],
    ways: [
      task('guming', 'closing', { outcome: 'done', values: { no_improvement: '没有新的内容' } }, 'forms.invalid', 'S18-P07'),
      task('guming', 'closing', { outcome: 'done', values: { lessons_learned: '提前' } }, 'solution_project.library_not_updated', 'S18-P07'),
      move('guming', 'solution_project', 'close', 'records.forbidden', 'S18-P07'),
    ],
  },
  {
    name: 'a project does not close over open issues and risks',
    stage: 'unsettled',
    skip: ['closing', 'ended_closed'],
    ways: [
      task('guming', 'closing', { outcome: 'done', values: { lessons_learned: '提前', no_improvement: '没有新的内容' } }, 'solution_project.issues_open', 'S18-R42'),
      move('guming', 'solution_project', 'close', 'records.forbidden', 'S18-P07'),
    ],
  },
  {
    name: 'a closed project is over',
    stage: 'closed',
    ways: [
      update('guming', 'solution_project', { name: '换名' }, 'records.final', 'S18-P07'),
      create('guming', 'stakeholder', ofProject(contact), 'records.final', 'S18-P07'),
      create('guming', 'requirement_change', ofProject({ title: '补变更', requested_by: '赵主任', description: '补' }), 'records.final', 'S18-P07'),
      move('guming', 'milestone', 'reach', 'records.transition_not_allowed', 'S18-R38', { conclusion: '再到' }),
    ],
  },
];


// A rule that keeps fields and asks on update alone says nothing of who fills them in with a new record. For each such
// field of the packs either nobody makes the record by hand, or another rule asks on create, or it is said here why whoever
// makes the record is the one who writes it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, refused } from '../support/project.mjs';
import { recordTypes } from '../support/record_types.mjs';
import { walkTo, World } from '../support/walk.mjs';

// By the rule: why what it keeps of an old record is the creator's own in a new one.
const own = {
  'desk_sub_task.assigned_by_owner': 'who makes the sub-task assigns it',
  'desk_task.owner_by_allocation': 'only resource allocation makes tasks, and names the owner',
  'improvement_measure.set_by_owner': 'who sets the measure says what, by whom and until when',
  'monthly_report.month_fixed': 'the month is chosen once',
  'monthly_report.frozen': 'a new report is not delivered yet',
  'appraisal_period.quarter_fixed': 'the quarter is chosen once',
  'centre_member.person_fixed': 'whom it is about is chosen once',
  'discipline_case.superior_by_manager': 'only who leads people, or the director, reports; neither decides, the superior does',
  'budget_change.subject_fixed': 'what is changed is chosen once',
  'cost_entry.corrected_by_who_entered_it': 'who enters a cost says what was spent',
  'library_entry.source_fixed': 'only the product department makes entries by hand',
  'library_entry.solution_fixed': 'only the product department makes entries by hand',
  'library_entry.named_by_product': 'only the product department makes entries by hand',
  'library_entry.evidence_by_product': 'only the product department makes entries by hand',
  'plan_change.subject_fixed': 'what is changed is chosen once',
  'plan_item.plan_in_review': 'a rule on create asks the same of the whole record (plan_item.plan_in_review)',
  'plan_item.fixed_by_plan': 'a rule on create asks it of the whole record (plan_item.new_without_plan)',
  'plan_item.checked': 'a new item is not checked; its dates are those of the plan of who makes it',
  'project_issue.effect_fixed': 'who raises an issue says whether it touches the plan; only then others decide',
  'requirement_change.content_fixed': 'who writes down what the client wants',
  'requirement_change.not_to_be_signed_yet': 'a rule on create refuses every signature',
  'requirement_change.signed': 'a rule on create refuses every signature',
  'reward_proposal.fixed': 'who proposes a reward or a handling says whose, for what and why',
  'seal.keeper_has_work': 'nobody has asked for a new seal yet',
  'solution_request.content_fixed': 'who asks says what for',
  'supplier.admitted_as_it_is': 'a new supplier is not admitted yet',
  'upgrade_step.planned_by_owner': 'who plans a milestone says what, by whom and until when',
  'stage_report.frozen': 'a new report is due, and the manager who makes it writes it',
  'version_change.fixed': 'what is changed is chosen once',
};

const list = (value) => (Array.isArray(value) ? value : [value]);

test('what a new record lets its creator fill in is his, or refused', () => {
  const found = new Set();
  for (const type of recordTypes()) {
    if (String(type.access?.create) === 'process') continue;
    const keeping = (type.rules ?? []).filter((rule) => rule.keep);
    const asked = keeping.filter((rule) => rule.on !== 'update').flatMap((rule) => list(rule.keep));
    for (const rule of keeping.filter((one) => one.on === 'update')) {
      const open = list(rule.keep).filter((field) => !asked.includes(field) && !type.fields[field].set_by_rules);
      if (open.length > 0) found.add(rule.refuse.id);
    }
  }
  assert.deepEqual([...found].sort(), Object.keys(own).sort());
});

let world;
let walk;
before(async () => {
  world = await World.open();
  walk = await walkTo(world, 'planning');
});
after(() => world.close());

// What belongs to another, given with a new record by each way in which one is made.
const tries = [
  ['requirement_change', 'linxiaoyu', { title: '加一台', description: '大厅', requested_by: '赵主任' }, { plan_impact: '无' }, 'requirement_change.assessed_by_manager'],
  ['project_risk', 'linxiaoyu', { title: '断货', type: 'contract', symptom: '停产', probability: 2, impact: 2, owner: 'tang_wei' }, { mitigation: '换厂家' }, 'project_risk.mitigation_by_owner'],
  ['project_risk', 'linxiaoyu', { title: '断货', type: 'contract', symptom: '停产', probability: 2, impact: 2, owner: 'tang_wei' }, { identified_by: 'tang_wei' }, 'records.field_not_writable'],
];

test('what is another\'s is refused in a form and in a file, and the rest is taken', async () => {
  const project = walk.known.solution_project;
  for (const [type, name, values, others, code] of tries) {
    const client = await world.browser(name);
    const all = { project, ...values, ...others };
    refused(await client.post(`/records/${type}`, { values: all }), code);
    const csv = `${Object.keys(all).join(',')}\n${Object.values(all).join(',')}\n`;
    const sent = await client.request('POST', `/records/${type}/import?mode=apply`, csv, { 'Content-Type': 'text/csv' });
    refused(sent, 'records.import_invalid');
    ok(await client.post(`/records/${type}`, { values: { project, ...values } }));
  }
});

// SQL and HTML in every text field of every record type of the pack and of common, and every kind
// of value where it does not belong. Which fields there are is asked of the server, so none is left
// out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ok, someClient } from '../support/project.mjs';
import { afterRelease, train, trainClient, upgrade } from '../support/flows.mjs';
import { branches, plan, Walk, walkTo, World, deliver } from '../support/walk.mjs';

const evil = `=1+1'); DROP TABLE r_client;-- <script>alert("1")</script> "\\ %00 {{7*7}} \${x}`;
const packs = ['common', 'solution_projects'];
const textTypes = new Set(['text', 'long_text', 'address', 'code']);

let world;
let types;
before(async () => {
  world = await World.open();
  const sales = await world.browser('linxiaoyu');
  const { items } = ok(await sales.get('/record-types'));
  types = new Map();
  for (const { id, pack } of items) if (packs.includes(pack)) types.set(id, ok(await sales.get(`/record-types/${id}`)));
});
after(() => world.close());

const textFields = (type) => types.get(type).fields.filter((field) => textTypes.has(field.type) && !field.computed).map((field) => field.id);

// Have a form of their own, which a rule of the pack checks.
const formatted = new Set(['credit_code', 'materials_version']);
// Only rules write them.
const setByRules = new Set(['entered_by']);

const cut = (most) => evil.slice(0, most).trim();

// What a plan asks for only when something else is chosen.
const everyBranch = { software_needed: true, software_plan: evil, software_from: '2026-05-01', software_to: '2026-05-02' };
for (const part of ['communication', 'research', 'commercial', 'deployment', 'maintenance']) {
  everyBranch[part] = 'not_applicable';
  everyBranch[`${part}_note`] = cut(200);
}

// Fills every text that the form lets this person write.
async function evilIn(values, open) {
  const filled = { ...values };
  const { schema, fields } = await open();
  const visit = (components) => {
    for (const component of components) {
      if (component.components) visit(component.components);
      const isText = ['textfield', 'textarea'].includes(component.type);
      const widget = component.properties?.['jw:widget'] ?? '';
      const isFree = isText && ['', 'address', 'code'].includes(widget) && fields[component.key]?.editable;
      const most = component.validate?.maxLength ?? 1000;
      if (isFree && fields[component.key].visible && !formatted.has(component.key)) filled[component.key] = cut(most);
    }
  };
  visit(schema.components);
  if ('category' in filled && filled.kind === 'new') filled.category = cut(60);
  if ('reservations' in filled) filled.reservations = evil;
  // The signatory takes the name of the signature.
  if (filled.signature && 'signatory' in filled) {
    filled.signature = { ...filled.signature, name: cut(80) };
    delete filled.signatory;
  }
  return 'software_needed' in filled ? { ...filled, ...everyBranch } : filled;
}

// Records of this type with what their text fields hold.
async function stored(type) {
  const sales = await world.browser('chenguodong');
  return ok(await sales.get(`/records/${type}?size=100`)).items;
}

const isEvil = (value) => typeof value === 'string' && value.length >= 10 && evil.startsWith(value);

// A value that fits the field, so that the record may be made by hand.
function fitting(field, known) {
  switch (field.type) {
    case 'choice':
      return field.options[0].id;
    case 'number':
    case 'percent':
    case 'money':
      return 1;
    case 'date':
      return '2026-03-02';
    case 'boolean':
      return true;
    case 'person':
      return field.many ? ['lin_xiaoyu'] : 'lin_xiaoyu';
    case 'link':
      return known[field.to];
    default:
      return undefined;
  }
}

// A report that an administrator ended, and why there is none.
async function excused(walk, project) {
  await walk.make('guming', 'stage_report', { project, title: 'x' });
  const { instances } = await walk.read('stage_report');
  ok(await (await world.browser('admin')).post(`/instances/${instances[0].key}/acts`, { act: 'cancel', text: evil }));
  await walk.move('chenguodong', 'stage_report', 'excuse', { excuse: 'x' });
}

// Who receives a project is exchanged while it is handed over.
async function exchanged() {
  const walk = new Walk(world, evilIn);
  await walk.to('handover_open');
  await walk.move('fangyuan', 'solution_project', 'reassign', { reassign_reason: 'x' });
}

// What was entered by mistake, with the reason.
async function corrected(type) {
  const [{ id, version }] = await stored(type);
  ok(await (await world.browser('fangyuan')).patch(`/records/${type}/${id}`, { version, values: { correction: cut(200) } }));
}

test('a project is carried to its end with hostile texts in every field, and every one stays text', async () => {
  const walk = new Walk(world, evilIn);
  await dutyHandedIn(walk);
  await exchanged();
  await walk.to('planning');
  const project = walk.known.solution_project;
  await walk.make('guming', 'budget_line', { project, title: 'x', category: 'labour', amount: '5' });
  await walk.to('change_assessed');
  await walk.move('linxiaoyu', 'solution_project', 'suspend', { suspend_reason: 'x' });
  // Resuming clears it, so it is looked at here.
  assert.ok(isEvil((await stored('solution_project')).find((row) => row.id === project).values.suspend_reason));
  await walk.move('linxiaoyu', 'solution_project', 'resume');
  await walk.make('guming', 'project_risk', { project, title: 'x', type: 'contract', symptom: 'x', probability: 3, impact: 3, owner: 'gu_ming' });
  await walk.make('guming', 'project_issue', { project, title: 'x', description: 'x', agreement_on: '2026-03-02' });
  await walk.move('guming', 'project_issue', 'escalate');
  const issue = { type: 'project_issue', id: walk.known.project_issue };
  await walk.complete('chenguodong', 'countermeasure', { outcome: 'dialogue', opinion: evil, values: { decision: 'x' } }, issue);
  await walk.make('guming', 'implementation_plan', { ...plan, project, cause: 'actual_situation', reason: 'x' });
  const change = { plan: walk.known.implementation_plan, kind: 'new_milestone', planned_on: '2026-06-01' };
  await walk.make('guming', 'plan_change', { ...change, name: cut(60) });
  const more = { plan: walk.known.implementation_plan, kind: 'new_line', category: 'labour', amount: '5' };
  await walk.make('guming', 'budget_change', { ...more, name: cut(60) });
  await walk.make('fangyuan', 'library_entry', { title: 'x', earlier_projects: 1, earlier_evidence: evil });
  await walk.make('fangyuan', 'solution_improvement', { entry: walk.known.library_entry, summary: 'x' });
  for (const type of ['client', 'supplier', 'contact', 'item', 'location']) await everyTextOf(walk, 'linxiaoyu', type);
  for (const type of ['stakeholder', 'meeting', 'cost_entry', 'resource_assignment']) await everyTextOf(walk, 'guming', type);
  await walk.make('guming', 'stage_report', { project, title: 'x' });
  const report = { type: 'stage_report', id: walk.known.stage_report };
  await walk.complete('guming', 'report', { outcome: 'send' }, report);
  await deliver(walk, report);
  await excused(walk, project);
  await trainClient(walk);
  await solutionsOnTheirWay();
  await walk.to('closing_due');
  await corrected('maintenance');
  await walk.move('guming', 'project_issue', 'resolve', { resolution: 'x' });
  await walk.move('guming', 'project_risk', 'resolve', { mitigation: 'x' });
  await walk.to('closed');

  const covered = [];
  const left = [];
  for (const type of types.keys()) {
    const rows = await stored(type);
    for (const field of textFields(type)) {
      (rows.some((row) => isEvil(row.values[field])) ? covered : left).push(`${type}.${field}`);
    }
  }
  console.log(`${covered.length} text fields of ${types.size} record types held hostile text`);
  assert.deepEqual(left, kept);
});

// Texts that have a form of their own or that nobody fills in: the rules write them.
const kept = [
  'absence.source',
  'acceptance_certificate.title',
  'client.credit_code',
  'duty.words',
  'duty.source',
  'duty_item.name',
  'duty_item.period',
  'duty_sheet.month',
  'duty_sheet.name',
  'library_entry.version',
  'qualification.title',
  'release_package.title',
  'solution_project.solution_version',
  'solution_project.suspended_from',
  'solution_project.suspend_reason',
  'solution_request.current_version',
  'solution_request.released_version',
  'solution_review.title',
  'solution_version.label',
  'solution_version.title',
  'supplier.credit_code',
  'training_plan.solution_version',
  'training_plan.materials_version',
  'version_change.from_version',
  'version_change.approved_in',
];

// The head of sales gives himself a duty, and hands it in.
async function dutyHandedIn(walk) {
  await walk.make('zhouliming', 'duty', { person: 'zhou_liming', how_often: 'week', due_time: '18:00:00', needs_text: true });
  const { items } = ok(await (await walk.as('zhouliming')).get('/duties/calendar'));
  await walk.complete('zhouliming', 'hand_in', {}, { type: 'duty_item', id: items[0].id });
}

// A standard solution is upgraded, trained and withdrawn.
async function solutionsOnTheirWay() {
  const walk = new Walk(world, evilIn);
  await branches.standard(walk);
  await walk.complete('fangyuan', 'assign_team', { values: { manager: 'gu_ming', implementers: ['tang_wei'] } });
  await upgrade(walk);
  await train(walk);
  await afterRelease(walk);
}

// A record with hostile text in every text field, made by somebody who may.
async function everyTextOf(walk, name, type) {
  const client = await someClient(await walk.as('linxiaoyu'));
  const values = {};
  for (const field of types.get(type).fields) {
    const isKept = field.computed || setByRules.has(field.id);
    const value = isKept ? undefined : fitting(field, { ...walk.known, client });
    if (value !== undefined) values[field.id] = value;
  }
  if (type === 'cost_entry') {
    const stored = await (await walk.as(name)).request('POST', '/attachments?name=a.txt', Buffer.from('x'));
    values.evidence = [{ id: ok(stored).id, name: 'a.txt' }];
  }
  // The work is being carried out: what belongs to earlier stages is not recorded any more.
  if (type === 'meeting') values.kind = 'communication';
  await walk.make(name, type, values);
}

test('lists, searches and exports of every type give it back as text', async () => {
  const sales = await world.browser('linxiaoyu');
  for (const type of types.keys()) {
    const found = await sales.get(`/records/${type}?q=${encodeURIComponent(`'" OR 1=1; DROP TABLE r_${type} --*`)}`);
    assert.equal(found.status, 200, `${type}: ${found.text}`);
    const csv = await sales.request('GET', `/records/${type}/export.csv`);
    assert.equal(csv.status, 200, type);
    assert.doesNotMatch(csv.text, /(^|[,\n])"?[=+@]/, `${type} exports a formula`);
    assert.match(csv.headers['content-type'], /text\/csv/);
  }
  assert.ok((await stored('solution_project')).length > 0);
});

// What no field of the kind takes.
const wrong = {
  text: [5, true, {}, ['a'], 'x'.repeat(30_000), 'a\u0000b'],
  number: ['many', true, {}, [1], 1e40],
  date: ['2026-02-30', 'tomorrow', 5, true, {}],
  boolean: ['true', 1, {}],
  choice: ['nothing', 5, {}, ['a']],
  person: ['nobody', 5, {}, "x' OR '1'='1"],
  link: ['999999999999', 'abc', -1, {}, true],
  attachment: ['x', 5, [{ id: 'x' }], [{ id: 'nothing', name: 'a' }]],
};
const kindOf = (type) =>
  ({ long_text: 'text', address: 'text', code: 'text', money: 'number', percent: 'number' })[type] ?? type;

test('a value of the wrong kind is refused in every field of every type, naming the field', async () => {
  const walk = await walkTo(world, 'in_execution');
  const next = { ...plan, project: walk.known.solution_project, cause: 'actual_situation', reason: '延期' };
  await walk.make('guming', 'implementation_plan', next);
  const makers = ['guming', 'linxiaoyu', 'fangyuan', 'suqing'];
  let tried = 0;
  for (const [type, { fields, parent_field: parent }] of types) {
    const own = parent ? { [parent]: walk.known[fields.find((field) => field.id === parent).to] } : {};
    let maker;
    for (const name of makers) {
      const form = await (await walk.as(name)).get(`/records/${type}/form${parent ? `?parent=${own[parent]}` : ''}`);
      if (form.status === 200) maker ??= await walk.as(name);
    }
    for (const field of fields) {
      for (const value of wrong[kindOf(field.type)] ?? []) {
        if (field.computed || field.id === parent) continue;
        const answer = await (maker ?? (await walk.as('guming'))).post(`/records/${type}`, { values: { ...own, [field.id]: value } });
        assert.ok([403, 422].includes(answer.status) || answer.status === 400, `${type}.${field.id} ${JSON.stringify(value).slice(0, 40)}: ${answer.text}`);
        const known = ['records.value_invalid', 'records.field_not_writable', 'records.forbidden'];
        assert.ok(known.includes(answer.body.code), `${type}.${field.id} ${JSON.stringify(value).slice(0, 40)}: ${answer.text}`);
        if (answer.body.code === 'records.value_invalid') assert.ok(answer.body.missing.some((one) => one.field === field.id));
        tried += 1;
      }
    }
  }
  console.log(`${tried} values of a wrong kind refused`);
  assert.ok(tried > 600, `only ${tried}`);
});

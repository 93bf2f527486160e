// What a record begins is shown beforehand: below the form of a new one, and before a transition is confirmed. Its draft.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { lineOf } from '../support/line.mjs';
import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

// Papers are handed in by a transition of their own, which begins the process.
const fields = `  kind: {type: choice, title: 种类, options: {plain: 一般, grave: 重大}}
  sponsor: {type: person, title: 主办人}
  handed_in_by: {type: person, set_by_rules: true, title: 呈报人}
states: {draft: 草拟, filed: 已呈报, kept: 留存}
transitions:
  file: {title: 呈报, from: draft, to: filed, by: [everyone], set: {handed_in_by: actor.person}}
  keep: {title: 留存, from: draft, to: kept, by: [everyone]}
  withhold: {title: 压下, from: draft, to: kept, by: [administrator]}
`;
const steps = [
  { id: 'first', candidates: 'field:sponsor' },
  { id: 'second', candidates: 'position:sales_manager' },
  { id: 'third', candidates: 'field:handed_in_by', kind: 'work' },
];
const model = lineOf('paper_flow', steps, { process: { reads: 'title, kind, sponsor, handed_in_by', starters: 'nobody', withdraw: 'none' }, branch: { after: 'first', condition: '= record.kind = &quot;plain&quot; and record.state = &quot;filed&quot;' } })
  .replace(' <bpmn:process', ' <bpmn:message id="filed" name="paper.file"/><bpmn:process')
  .replace('<bpmn:startEvent id="start"/>', '<bpmn:startEvent id="start"><bpmn:messageEventDefinition id="on_filed" messageRef="filed"/></bpmn:startEvent>')
  .replace('<zeebe:property name="jw:starters" value="nobody"/>', '')
  .replace(/<zeebe:property name="jw:start_fields"[^>]*>/, '');

let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(model, { fields, read: 'everyone' });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'admin']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const pathOf = (who, record, values = {}) => people[who].post('/forms/path', { subject: { record }, values });
const namesOf = ({ steps }) => Object.fromEntries(steps.map((step) => [step.element, step.persons.map((one) => one.id)]));
const request = { type: 'solution_request' };
const total = async (type) => ok(await people.admin.get(`/records/${type}?size=1`)).total;
const paper = async (values) => ok(await people.linxiaoyu.post('/records/paper', { values: { title: '呈批', ...values } }));

test('a new record shows the way of what it begins, as far as it is filled in', async () => {
  const before = await total('solution_request');

  const { processes } = ok(await pathOf('linxiaoyu', request, { kind: 'new', title: '新方案' }));
  const upgrade = ok(await pathOf('linxiaoyu', request, { kind: 'fix' })).processes[0];

  assert.deepEqual(processes.map((one) => one.process.id), ['solution_upgrade_flow']);
  assert.ok(processes[0].process.title.en);
  const seats = namesOf(processes[0]);
  assert.deepEqual(seats.evaluation, ['fang_yuan']);
  assert.equal(seats.group_approval.length, 3);
  assert.equal(seats.upgrade_approval, undefined);
  assert.equal(namesOf(upgrade).group_approval, undefined);
  assert.ok(namesOf(upgrade).upgrade_approval);
  assert.equal(await total('solution_request'), before, 'looking ahead stores nothing');
  assert.equal(ok(await people.linxiaoyu.get('/records/solution_request/form')).begins, true);
});

test('what cannot be read counts as not filled in', async () => {
  const { processes } = ok(await pathOf('linxiaoyu', request, { kind: 42, solution: 'xyz', cost: [], nonsense: {} }));

  assert.ok(namesOf(processes[0]).evaluation);
});

test('who may not create it, and a form of something else, are refused', async () => {
  refused(await pathOf('linxiaoyu', { type: 'discipline_case' }), 'records.forbidden', 403);
  refused(await pathOf('linxiaoyu', { type: 'no_such' }), 'records.unknown_type');
  refused(await people.linxiaoyu.post('/forms/path', { subject: { process: 'solution_project_flow' }, values: {} }), 'request.wrong_type');
  refused(await people.linxiaoyu.post('/forms/path', { subject: { record: request } }), 'request.wrong_type');
  const { id } = await paper({});
  refused(await pathOf('linxiaoyu', { type: 'paper', id }), 'request.wrong_type');
  refused(await pathOf('linxiaoyu', { type: 'paper', id: '99', transition: 'file' }), 'records.not_found', 404);
});

test('what begins nothing says so, and what is closed says why', async () => {
  assert.deepEqual(ok(await pathOf('linxiaoyu', { type: 'paper' }, { title: '呈批' })).processes, []);
  assert.equal(ok(await people.linxiaoyu.get('/records/paper/form')).begins, false);

  ok(await people.admin.put('/processes/solution_upgrade_flow/closing', { reason: '制度修订中' }));
  const [closed] = ok(await pathOf('linxiaoyu', request, { kind: 'new' })).processes;
  ok(await people.admin.delete('/processes/solution_upgrade_flow/closing'));

  assert.equal(closed.closed.reason, '制度修订中');
  assert.deepEqual(closed.steps, []);
});

test('a transition shows what it begins from the record as it would be, and then does just that', async () => {
  const { id, transitions } = await paper({ kind: 'grave', sponsor: 'he_jun' });
  assert.deepEqual(Object.fromEntries(transitions.map((one) => [one.id, one.begins])), { file: true, keep: false });
  const asked = { type: 'paper', id, transition: 'file' };

  const { processes } = ok(await pathOf('linxiaoyu', asked));
  const plain = ok(await pathOf('linxiaoyu', asked, { kind: 'plain' })).processes[0];

  assert.deepEqual(namesOf(processes[0]), { first: ['he_jun'], second: ['zhou_liming'], third: ['lin_xiaoyu'] });
  assert.deepEqual(Object.keys(namesOf(plain)), ['first'], 'its state and values are taken as made');
  assert.equal(ok(await people.linxiaoyu.get(`/records/paper/${id}`)).state.id, 'draft');

  const { instances } = ok(await people.linxiaoyu.post(`/records/paper/${id}/transitions/file`, {}));
  const ahead = ok(await people.linxiaoyu.get(`/instances/${instances[0].key}/path`)).items;
  assert.deepEqual(namesOf({ steps: ahead }), { second: ['zhou_liming'], third: ['lin_xiaoyu'] });
  refused(await pathOf('linxiaoyu', asked), 'records.transition_not_allowed', 409);
});

test('a transition that is not his to ask for is refused', async () => {
  const { id } = await paper({});

  refused(await pathOf('linxiaoyu', { type: 'paper', id, transition: 'withhold' }), 'records.forbidden', 403);
  refused(await pathOf('linxiaoyu', { type: 'paper', id, transition: 'no_such' }), 'records.unknown_transition');
});

test('a new record is kept as a draft of its own place until it is created', async () => {
  const values = { title: '人脸识别', kind: 'new' };
  const saved = ok(await people.linxiaoyu.put('/records/solution_request/draft', { values }));
  assert.equal(saved.saved_at.slice(0, 10), '2026-03-02', 'by the clock of the program');
  const form = async (who, query = '') => ok(await people[who].get(`/records/solution_request/form${query}`));

  assert.deepEqual((await form('linxiaoyu')).draft, { values, ...saved });
  assert.equal((await form('hejun')).draft, undefined);
  const { items } = ok(await people.linxiaoyu.get('/drafts'));
  assert.deepEqual(items.map((one) => [one.kind, one.record, one.subject, one.title.en]), [['record', request, '人脸识别', 'Solution request']]);
  refused(await people.linxiaoyu.put('/records/discipline_case/draft', { values }), 'records.forbidden', 403);
  refused(await people.linxiaoyu.put('/records/solution_request/draft', { values: [] }), 'request.wrong_type');

  refused(await people.linxiaoyu.post('/records/solution_request', { values }), 'records.field_required');
  assert.ok((await form('linxiaoyu')).draft, 'what is refused keeps its draft');
  const whole = { ...values, trigger: 'market', background: 'b', content: 'c', benefit: 'd', effort: '1', cost: '1', risks: 'r', wanted_on: '2026-06-01', category: '门禁' };
  ok(await people.linxiaoyu.post('/records/solution_request', { values: whole }));
  assert.equal((await form('linxiaoyu')).draft, undefined);
  assert.deepEqual(ok(await people.linxiaoyu.get('/drafts')).items, []);
});

test('a draft is dropped by whoever keeps it', async () => {
  ok(await people.linxiaoyu.put('/records/paper/draft', { values: { title: '甲' }, parent: '7' }));
  await people.hejun.delete('/records/paper/draft?parent=7');
  assert.equal(ok(await people.linxiaoyu.get('/drafts')).items.length, 1);

  assert.equal((await people.linxiaoyu.delete('/records/paper/draft?parent=7')).status, 204);

  assert.deepEqual(ok(await people.linxiaoyu.get('/drafts')).items, []);
});

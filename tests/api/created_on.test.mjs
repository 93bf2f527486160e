// Records that are created on another record: the form is asked for as the page asks for it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Program } from '../support/program.mjs';
import { ok, refused, underReview } from '../support/project.mjs';

let program;
let sales;
let project;
before(async () => {
  program = await Program.start();
  sales = await program.as('linxiaoyu');
  project = (await underReview(sales)).record;
});
after(() => program.remove());

const issueOf = async (title) =>
  ok(await sales.post('/records/project_issue', { values: { project: project.id, title, description: '照度不足' } }));

test('a list of children says which of their fields names the record', async () => {
  const issue = await issueOf('地库照度');
  const lists = Object.fromEntries((await sales.get(`/records/solution_project/${project.id}`)).body.children.map((list) => [list.field, list.link]));
  assert.equal(lists.project_issues, 'project');
  assert.equal(lists.library_entries, 'source_project');

  const [meetings] = (await sales.get(`/records/project_issue/${issue.id}`)).body.children;
  assert.deepEqual([meetings.type, meetings.link, meetings.can_create], ['meeting', 'issue', true]);
});

test('a meeting that is called on an issue belongs to the project of the issue', async () => {
  const issue = await issueOf('机房供电');
  const form = ok(await sales.get(`/records/meeting/form?parent=${issue.id}&link=issue`));

  assert.deepEqual([form.values.issue, form.values.project, form.values.kind], [issue.id, project.id, 'issue']);
  assert.deepEqual(form.subject.record, { type: 'meeting', parent: issue.id, link: 'issue' });
  ok(await sales.post('/forms/evaluate', { subject: form.subject, values: { topic: '供电' } }));
});

test('the form of a record that belongs to another shows where, and does not offer it for change', async () => {
  const issue = await issueOf('配电柜');
  const form = ok(await sales.get(`/records/project_issue/${issue.id}/form`));

  const parts = (list) => list.flatMap((one) => [one, ...parts(one.components ?? [])]);
  const field = parts(form.schema.components).find((one) => one.key === 'project');
  assert.deepEqual([field.readonly, field.properties['jw:why']], [true, '创建时确定，之后不再更改']);
  assert.deepEqual([form.fields.project.visible, form.fields.project.editable], [true, false]);
  assert.equal(form.values.project, project.id);

  const other = ok(await sales.get(`/records/project_issue/form?parent=${project.id}&link=project`));
  assert.equal(other.fields.project.editable, true);
});

test('a link that the type does not have is refused', async () => {
  const issue = await issueOf('线缆');

  refused(await sales.get(`/records/meeting/form?parent=${issue.id}&link=topic`), 'records.unknown_field', 400);
});

test('the page of a record leaves out what does not concern it', async () => {
  const shown = ok(await sales.get(`/records/solution_project/${project.id}`)).fields.map((field) => field.id);

  assert.ok(shown.includes('class') && !shown.includes('standard_solution') && !shown.includes('suspended_from'), String(shown));
});

test('a link offers what belongs to the same project, and asks for a record that exists', async () => {
  const other = (await underReview(await program.as('hejun'))).record;
  const own = await issueOf('门禁点位');
  const foreign = ok(await (await program.as('hejun')).post('/records/project_issue', { values: { project: other.id, title: '别的项目', description: 'x' } }));
  const offered = async (madeOn) =>
    ok(await sales.get(`/records/project_issue?choice=meeting.issue&size=100${madeOn ? `&made_on=${madeOn}` : ''}`)).items.map((row) => row.id);

  assert.ok((await offered()).includes(foreign.id));
  const here = await offered(`solution_project/${project.id}`);
  assert.ok(here.includes(own.id) && !here.includes(foreign.id));
  assert.deepEqual(await offered(`project_issue/${foreign.id}`), [foreign.id], 'made on an issue: the project of that');
  const projects = ok(await sales.get(`/records/solution_project?choice=solution_project.reapplies&made_on=solution_project/${project.id}`));
  assert.equal(projects.total, 0, 'only terminated ones, of whatever matter');

  refused(await sales.get('/records/project_issue?choice=meeting.issue&made_on=nothing/1'), 'records.query_invalid', 400);
  refused(await sales.get('/records/project_issue?choice=meeting.issue&made_on=solution_project'), 'records.query_invalid', 400);
});

test('nobody is asked at the beginning for what others fill in later', async () => {
  const shown = ({ fields }, names) => names.map((name) => fields[name].visible);
  const request = ok(await sales.get('/records/solution_request/form'));
  assert.deepEqual(shown(request, ['title', 'value_note', 'owner', 'release_level']), [true, false, false, false]);

  const manager = await program.as('renjie');
  const handled = ok(await manager.get('/records/discipline_case/form'));
  assert.deepEqual(shown(handled, ['facts', 'severity', 'appeal_answer']), [true, false, false]);
});

test('who administers a matter reads nothing of a record that is not his to read', async () => {
  const manager = await program.as('renjie');
  const file = ok(await manager.post('/attachments?name=facts.txt', Buffer.from('what happened')));
  const values = { title: '外传数据', person: 'xia_lin', kind: 'violation', happened_on: '2026-03-01', facts: '机密事实', evidence: [file] };
  const { id } = ok(await manager.post('/records/discipline_case', { values }), 201);
  const accused = await program.as('xialin');
  const { key } = ok(await accused.get('/tasks?box=todo')).items.find((task) => task.record?.id === id);
  const administrator = await program.as('admin');
  refused(await administrator.get(`/records/discipline_case/${id}`), 'records.not_found', 404);

  const shown = await administrator.get(`/tasks/${key}`);
  assert.equal(ok(await accused.get(`/tasks/${key}`)).form.values.facts, '机密事实');
  assert.equal(ok(shown).form.values.facts, undefined);
  const states = ok(await administrator.post('/forms/evaluate', { subject: { task: key }, values: {} }));
  for (const text of [shown.text, JSON.stringify(states)]) assert.ok(!text.includes('机密事实'));
  const completed = (person) => program.raw({ method: 'POST', path: `/v2/user-tasks/${key}/completion`, body: '{}', headers: { 'Content-Type': 'application/json', Cookie: person.cookie, Origin: `http://127.0.0.1:${program.port}` } });
  const answers = [await completed(administrator), await completed(await program.as('cuihao'))];
  assert.deepEqual(answers.map((answer) => [answer.status, answer.body.code]), [[403, 'work.not_yours'], [404, 'work.no_task']]);
});

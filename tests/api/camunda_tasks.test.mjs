// /v2: user tasks, those that programs handle and those that people decide.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { form, process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

const task = (id, inside) => process({ id, inside: `<bpmn:userTask id="charge" name="Check"><bpmn:extensionElements>${inside}</bpmn:extensionElements></bpmn:userTask>` });
const assignment = '<zeebe:assignmentDefinition candidateGroups="sales, finance" candidateUsers="ann"/>';

let program;
let api;
before(async () => {
  program = await Program.start({ more: ['--unprotected-v2'] });
  api = new Camunda(program);
  ok(await api.deploy({
    'plain.bpmn': task('plain', `<zeebe:formDefinition formId="address"/>${assignment}`),
    'voted.bpmn': task('voted', '<zeebe:properties><zeebe:property name="jw:candidates" value="role:everyone"/><zeebe:property name="jw:outcomes" value="agree:同意,disagree:不同意"/></zeebe:properties>'),
    'address.form': form(),
  }));
});
after(() => program.remove());

const waiting = async (id, variables = {}) => {
  const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: id, variables }));
  const { items } = await api.search('/user-tasks', { filter: { processInstanceKey, state: 'created' } });
  assert.equal(items.length, 1);
  return items[0];
};

test('a task without people here waits for a program', async () => {
  const one = await waiting('plain', { colour: 'red' });
  assert.deepEqual([one.name, one.candidateGroups, one.candidateUsers, one.priority], ['Check', ['sales', 'finance'], ['ann'], 50]);
  const found = async (filter) => (await api.search('/user-tasks', { filter: { userTaskKey: one.userTaskKey, ...filter } })).items.length;
  assert.equal(await found({ candidateGroup: 'finance' }), 1);
  assert.equal(await found({ candidateGroup: 'fin' }), 0);
  assert.equal(await found({ candidateUser: { $in: ['bob', 'ann'] } }), 1);
  assert.equal(await found({ processInstanceVariables: [{ name: 'colour', value: '"red"' }] }), 1);
  assert.equal(await found({ processInstanceVariables: [{ name: 'colour', value: '"blue"' }] }), 0);
  const shown = ok(await api.get(`/user-tasks/${one.userTaskKey}/form`));
  assert.deepEqual([shown.formId, shown.formKey, shown.schema], ['address', one.formKey, form()]);
  const seen = await api.search(`/user-tasks/${one.userTaskKey}/variables`, { filter: { name: 'colour' } });
  assert.equal(seen.items[0].value, '"red"');
});

test('it is assigned, changed and completed once', async () => {
  const { userTaskKey: key, processInstanceKey } = await waiting('plain');
  const at = `/user-tasks/${key}`;
  ok(await api.post(`${at}/assignment`, { assignee: 'demo' }), 204);
  problem(await api.post(`${at}/assignment`, { assignee: 'other', allowOverride: false }), 409, 'work.assigned');
  assert.equal(ok(await api.get(at)).assignee, 'demo');
  ok(await api.request('DELETE', `${at}/assignee`), 204);
  ok(await api.request('PATCH', at, { changeset: { priority: 70, dueDate: '2026-05-01T00:00:00Z', candidateGroups: [] } }), 204);
  ok(await api.request('PATCH', `${at}/update`, { followUpDate: '2026-04-01T00:00:00Z' }), 204);
  const changed = ok(await api.get(at));
  assert.deepEqual(
    [changed.assignee, changed.priority, changed.dueDate, changed.followUpDate, changed.candidateGroups],
    [null, 70, '2026-05-01T00:00:00Z', '2026-04-01T00:00:00Z', []],
  );
  const done = await api.post(`${at}/completion`, { variables: { approved: true } });
  assert.equal(ok(done, 204), undefined);
  assert.equal(done.text, '');
  problem(await api.post(`${at}/completion`, {}), 409, 'work.task_over');
  problem(await api.post(`${at}/assignment`, { assignee: 'demo' }), 409, 'work.task_over');
  assert.equal(ok(await api.get(`/process-instances/${processInstanceKey}`)).state, 'COMPLETED');
});

test('a person who is assigned finds it among his own', async () => {
  const { userTaskKey: key } = await waiting('plain');
  const mine = async () => {
    const people = await program.as('linxiaoyu');
    const { items } = ok(await people.request('GET', '/tasks?box=todo&size=100'));
    return items.some((item) => item.key === key);
  };
  assert.equal(await mine(), false);
  const people = await program.as('linxiaoyu');
  const { person } = ok(await people.request('GET', '/session'));
  ok(await api.post(`/user-tasks/${key}/assignment`, { assignee: person.id }), 204);
  assert.equal(await mine(), true);
});

test('what people decide by rules is theirs: nobody assigns or completes it for them', async () => {
  const { userTaskKey: key, processInstanceKey } = await waiting('voted');
  const at = `/user-tasks/${key}`;
  problem(await api.post(`${at}/assignment`, { assignee: 'demo' }), 409, 'work.decided_by_people');
  problem(await api.request('PATCH', at, { changeset: { priority: 1 } }), 409, 'work.decided_by_people');
  problem(await api.post(`${at}/completion`, { variables: { outcome: 'agree' } }), 409, 'work.decided_by_people');
  assert.equal(ok(await api.get(`/process-instances/${processInstanceKey}`)).state, 'ACTIVE');
});

test('wrong calls are problems', async () => {
  const { userTaskKey: key } = await waiting('plain');
  problem(await api.get('/user-tasks/1'), 404, 'work.no_task');
  problem(await api.post('/user-tasks/1/completion', {}), 404, 'work.no_task');
  problem(await api.get('/user-tasks/abc'), 400, 'request.wrong_type');
  problem(await api.post(`/user-tasks/${key}/assignment`, {}), 400, 'request.wrong_type');
  problem(await api.request('PATCH', `/user-tasks/${key}`, { changeset: { priority: 101 } }), 400, 'request.wrong_type');
  problem(await api.request('PATCH', `/user-tasks/${key}`, { changeset: { dueDate: 'soon' } }), 400, 'request.wrong_type');
  problem(await api.request('PATCH', `/user-tasks/${key}`, { changeset: { assignee: 'x' } }), 400, 'request.unknown_field');
});

// /v2: user tasks, those that programs handle and those that people decide.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { form, process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

const task = (id, inside) => process({ id, inside: `<bpmn:userTask id="charge" name="Check"><bpmn:extensionElements><zeebe:userTask/>${inside}</bpmn:extensionElements></bpmn:userTask>` });
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
  const own = [{ name: 'note', value: '"of the task"' }];
  assert.equal(await found({ processInstanceVariables: own }), 0);
  ok(await api.request('PUT', `/element-instances/${one.elementInstanceKey}/variables`, { variables: { note: 'of the task' }, local: true }), 204);
  assert.equal(await found({ processInstanceVariables: own }), 1);
  assert.equal((await api.search('/process-instances', { filter: { processInstanceKey: one.processInstanceKey, variables: own } })).items.length, 1);
  const shown = ok(await api.get(`/user-tasks/${one.userTaskKey}/form`));
  assert.deepEqual([shown.formId, shown.formKey, shown.schema], ['address', one.formKey, form()]);
  const seen = await api.search(`/user-tasks/${one.userTaskKey}/variables`, { filter: { name: 'colour' } });
  assert.equal(seen.items[0].value, '"red"');
});

test('whose form another program has opens in the browser without it, and can be done there', async () => {
  const one = await waiting('plain');
  ok(await api.post(`/user-tasks/${one.userTaskKey}/assignment`, { assignee: 'lin_xiaoyu' }), 204);
  const person = await program.as('linxiaoyu');
  const seen = ok(await person.get(`/tasks/${one.userTaskKey}`));
  assert.match(seen.form.schema.components[0].text, /another program/);
  ok(await person.post(`/tasks/${one.userTaskKey}/acts`, { act: 'complete', outcome: seen.outcomes[0].id, version: seen.version }));
  assert.equal(ok(await api.get(`/user-tasks/${one.userTaskKey}`)).state, 'COMPLETED');
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
  for (const nothing of [undefined, {}, { changeset: {} }, { action: '' }]) problem(await api.request('PATCH', `/user-tasks/${key}`, nothing), 400, 'request.wrong_type');
  problem(await api.request('PATCH', `/user-tasks/${key}/update`, {}), 400, 'request.wrong_type');
  ok(await api.request('PATCH', `/user-tasks/${key}`, { action: 'look' }), 204);
  problem(await api.request('PATCH', `/user-tasks/${key}`, { changeset: { dueDate: 'soon' } }), 400, 'request.wrong_type');
  problem(await api.request('PATCH', `/user-tasks/${key}`, { changeset: { assignee: 'x' } }), 400, 'request.unknown_field');
});

test('a form is the latest, the one of the deployment, one with a version tag, or outside', async () => {
  const bound = (id, settings) => task(id, `<zeebe:formDefinition ${settings}/>`);
  const tagged = (tag, title) => JSON.stringify({ id: 'bound', type: 'default', versionTag: tag, components: [{ type: 'text', text: title }] });
  ok(await api.deploy({
    'bound.form': tagged('one', 'first'),
    'of_latest.bpmn': bound('of_latest', 'formId="bound"'),
    'of_deployment.bpmn': bound('of_deployment', 'formId="bound" bindingType="deployment"'),
    'of_tag.bpmn': bound('of_tag', 'formId="bound" bindingType="versionTag" versionTag="one"'),
    'of_none.bpmn': bound('of_none', 'formId="bound" bindingType="versionTag" versionTag="three"'),
    'outside.bpmn': bound('outside', 'externalReference="=&quot;https://forms.example/&quot; + number"'),
  }));
  ok(await api.deploy({ 'bound.form': tagged('two', 'second') }));

  const shown = async (id) => ok(await api.get(`/user-tasks/${(await waiting(id)).userTaskKey}/form`)).schema;
  assert.equal(await shown('of_latest'), tagged('two', 'second'));
  assert.equal(await shown('of_deployment'), tagged('one', 'first'));
  assert.equal(await shown('of_tag'), tagged('one', 'first'));
  const outside = await waiting('outside', { number: 'A-7' });
  assert.deepEqual([outside.externalFormReference, outside.formKey], ['https://forms.example/A-7', null]);
  const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'of_none' }));
  const { items } = await api.search('/incidents', { filter: { processInstanceKey } });
  assert.deepEqual(items.map((each) => [each.errorType, each.errorMessage]), [['FORM_NOT_FOUND', 'there is no form bound with the version tag three']]);
  ok(await api.deploy({ 'bound.form': tagged('three', 'third') }));
  ok(await api.post(`/incidents/${items[0].incidentKey}/resolution`, {}), 204);
  const [resolved] = (await api.search('/user-tasks', { filter: { processInstanceKey } })).items;
  assert.equal(ok(await api.get(`/user-tasks/${resolved.userTaskKey}/form`)).schema, tagged('three', 'third'));

  for (const [settings, reason] of [
    ['formId="bound" bindingType="newest"', /bindingType is latest, deployment or versionTag, not newest/],
    ['formId="bound" bindingType="versionTag"', /needs a versionTag/],
    ['formKey="camunda-forms:bpmn:inside"', /has its form by formId or externalReference, not by formKey/],
    ['formId="bound" externalReference="x"', /a form is one of formId, formKey and externalReference/],
  ]) {
    const refused = problem(await api.deploy({ 'bad.bpmn': bound('bad', settings) }), 400, 'engine.not_deployable');
    assert.match(refused.detail, reason);
    assert.match(refused.detail, /bad\.bpmn:\d+:\d+/);
  }
});

test('which form a task has may be an expression', async () => {
  const schema = (id) => JSON.stringify({ id, type: 'default', components: [] });
  const chosen = task('chosen', '<zeebe:formDefinition formId="=&quot;form_&quot; + which"/>');
  ok(await api.deploy({ 'a.form': schema('form_a'), 'b.form': schema('form_b'), 'chosen.bpmn': chosen }));
  for (const which of ['a', 'b']) {
    const { userTaskKey } = await waiting('chosen', { which });
    assert.equal(ok(await api.get(`/user-tasks/${userTaskKey}/form`)).schema, schema(`form_${which}`));
  }

  const incidentOf = async (which) => {
    const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'chosen', variables: { which } }));
    const [incident] = (await api.search('/incidents', { filter: { processInstanceKey } })).items;
    return [incident.errorType, incident.errorMessage];
  };
  assert.deepEqual(await incidentOf('c'), ['FORM_NOT_FOUND', 'there is no form form_c']);
  const [type, message] = await incidentOf(1);
  assert.equal(type, 'EXTRACT_VALUE_ERROR');
  assert.match(message, /the form id/);

  const start = chosen.replace('<bpmn:startEvent id="start">', '$&<bpmn:extensionElements><zeebe:formDefinition formId="=x"/></bpmn:extensionElements>');
  const refused = problem(await api.deploy({ 'start.bpmn': start }), 400, 'engine.not_deployable');
  assert.match(refused.detail, /start\.bpmn:\d+:\d+: \w+: only a task with <zeebe:userTask\/> has a formId that is an expression/);
});

test('a form that nobody has deployed is an incident until somebody does, whatever the binding', async () => {
  const linked = task('of_nothing', '<zeebe:formDefinition formId="later"/>');
  const later = JSON.stringify({ id: 'later', type: 'default', components: [] });
  ok(await api.deploy({ 'of_nothing.bpmn': linked }));
  const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'of_nothing' }));
  const tasks = async () => (await api.search('/user-tasks', { filter: { processInstanceKey } })).items;
  const [incident] = (await api.search('/incidents', { filter: { processInstanceKey } })).items;
  assert.deepEqual([incident.errorType, incident.errorMessage], ['FORM_NOT_FOUND', 'there is no form later']);
  assert.deepEqual(await tasks(), []);

  const { deployments } = ok(await api.deploy({ 'later.form': later }));
  ok(await api.post(`/incidents/${incident.incidentKey}/resolution`, {}), 204);
  const [resolved] = await tasks();
  assert.equal(ok(await api.get(`/user-tasks/${resolved.userTaskKey}/form`)).schema, later);

  ok(await api.post(`/resources/${deployments[0].form.formKey}/deletion`, {}));
  const again = ok(await api.post('/process-instances', { processDefinitionId: 'of_nothing' })).processInstanceKey;
  const { items } = await api.search('/incidents', { filter: { processInstanceKey: again } });
  assert.deepEqual(items.map((each) => each.errorType), ['FORM_NOT_FOUND']);
});

test('a task that waits is named, decided and filled in as the definition says that its instance goes over to', async () => {
  const settings = (outcomes) => `<zeebe:properties><zeebe:property name="jw:candidates" value="role:everyone"/><zeebe:property name="jw:outcomes" value="${outcomes}"/></zeebe:properties>`;
  const moved = (id, element, name, inside) => process({ id, inside: `<bpmn:userTask id="${element}" name="${name}"><bpmn:extensionElements><zeebe:userTask/>${inside}</bpmn:extensionElements></bpmn:userTask>` }).replaceAll('"charge"', `"${element}"`);
  const migrated = async (id, before, now, beside = {}) => {
    ok(await api.deploy({ 'moved.bpmn': moved(id, 'look', 'Look', before) }));
    const { userTaskKey, processInstanceKey } = await waiting(id);
    const { deployments } = ok(await api.deploy({ 'moved.bpmn': moved(id, 'check', 'Check again', now), ...beside }));
    const target = deployments[0].processDefinition.processDefinitionKey;
    const mappingInstructions = [{ sourceElementId: 'look', targetElementId: 'check' }];
    ok(await api.post(`/process-instances/${processInstanceKey}/migration`, { targetProcessDefinitionKey: target, mappingInstructions }), 204);
    const task = ok(await api.get(`/user-tasks/${userTaskKey}`));
    assert.deepEqual([task.elementId, task.name, task.processDefinitionKey, task.state], ['check', 'Check again', target, 'CREATED']);
    return task;
  };

  const decided = await migrated('moved', settings('agree:Agree,disagree:Disagree'), settings('pass:Pass,fail:Fail'));
  const person = await program.as('linxiaoyu');
  const seen = ok(await person.get(`/tasks/${decided.userTaskKey}`));
  assert.deepEqual(seen.outcomes.map((each) => each.id), ['pass', 'fail']);

  ok(await api.deploy({ 'moved.bpmn': moved('bare', 'look', 'Look', '') }));
  const bare = await waiting('bare');
  for (const nowhere of ['formId="address" bindingType="versionTag" versionTag="none"', 'formId="nowhere"']) {
    const { deployments } = ok(await api.deploy({ 'moved.bpmn': moved('bare', 'look', 'Look', `<zeebe:formDefinition ${nowhere}/>`) }));
    problem(await api.post(`/process-instances/${bare.processInstanceKey}/migration`, {
      targetProcessDefinitionKey: deployments[0].processDefinition.processDefinitionKey,
      mappingInstructions: [{ sourceElementId: 'look', targetElementId: 'look' }],
    }), 404, 'engine.no_form');
  }
  const plain = await migrated('carried', '', '<zeebe:formDefinition formId="address" bindingType="deployment"/>', { 'address.form': form() });
  assert.equal(ok(await api.get(`/user-tasks/${plain.userTaskKey}/form`)).formId, 'address');
});

// /v2: what is deployed together is versioned and found together.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { process } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
});
after(() => program.remove());

const script = (id, text) =>
  process({ id, inside: `<bpmn:scriptTask id="charge"><bpmn:extensionElements><zeebe:script expression="=&quot;${text}&quot;" resultVariable="said"/></bpmn:extensionElements></bpmn:scriptTask>` });
const calling = (id, called, binding = 'bindingType="deployment"') =>
  process({ id, inside: `<bpmn:callActivity id="charge"><bpmn:extensionElements><zeebe:calledElement processId="${called}" ${binding}/></bpmn:extensionElements></bpmn:callActivity>` });

const versions = (deployed) => deployed.deployments.map(({ processDefinition: { processDefinitionId: id, processDefinitionVersion: version } }) => `${id} ${version}`);
const deploy = async (files) => versions(ok(await api.deploy(files)));
const said = async (id, variables = {}) => ok(await api.post('/process-instances', { processDefinitionId: id, variables, awaitCompletion: true })).variables.said;
const definition = async (id, version) =>
  (await api.search('/process-definitions', { filter: { processDefinitionId: id, version } })).items[0].processDefinitionKey;

test('all files of a deployment are new versions when one has changed, and a caller bound to it calls its fellow', async () => {
  const caller = { 'caller.bpmn': calling('caller', 'called') };
  assert.deepEqual(await deploy({ ...caller, 'called.bpmn': script('called', 'one') }), ['caller 1', 'called 1']);
  assert.deepEqual(await deploy({ ...caller, 'called.bpmn': script('called', 'one') }), ['caller 1', 'called 1']);
  assert.deepEqual(await deploy({ 'called.bpmn': script('called', 'alone') }), ['called 2']);
  assert.equal(await said('caller'), 'one');
  assert.deepEqual(await deploy({ ...caller, 'called.bpmn': script('called', 'two') }), ['caller 2', 'called 3']);
  assert.equal(await said('caller'), 'two');
});

test('a model may come as .xml, and what is none is refused', async () => {
  assert.deepEqual(await deploy({ 'order.xml': script('from_xml', 'one'), 'more.bpmn20.xml': script('from_more', 'two') }), ['from_xml 1', 'from_more 1']);
  assert.match(problem(await api.deploy({ 'menu.xml': '<menu/>' }), 400, 'engine.not_deployable').detail, /menu\.xml:1:1: the root is not bpmn:definitions/);
});

test('what a process binds to its deployment has to be in it', async () => {
  ok(await api.deploy({ 'elsewhere.bpmn': script('elsewhere', 'x') }));
  const refusal = problem(await api.deploy({ 'bound.bpmn': calling('bound', 'elsewhere') }), 400, 'engine.not_deployable');
  assert.match(refusal.detail, /bound\.bpmn:\d+:\d+: charge is bound to the process elsewhere of its own deployment, which holds none/);
  const more = (inside) => api.deploy({ 'bound.bpmn': process({ id: 'bound', inside }) });
  const decision = '<bpmn:businessRuleTask id="charge"><bpmn:extensionElements><zeebe:calledDecision decisionId="rate" resultVariable="r" bindingType="deployment"/></bpmn:extensionElements></bpmn:businessRuleTask>';
  const form = '<bpmn:userTask id="charge"><bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="page" bindingType="deployment"/></bpmn:extensionElements></bpmn:userTask>';
  for (const [inside, missing] of [[decision, /the decision rate of/], [form, /the form page of/]])
    assert.match(problem(await more(inside), 400, 'engine.not_deployable').detail, missing);
});

test('an id that only the instance knows is looked for in the deployment alone', async () => {
  ok(await api.deploy({ 'stranger.bpmn': script('stranger', 'stranger') }));
  assert.deepEqual(await deploy({ 'chooser.bpmn': calling('chooser', '=which'), 'friend.bpmn': script('friend', 'friend') }), ['chooser 1', 'friend 1']);
  assert.equal(await said('chooser', { which: 'friend' }), 'friend');
  const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'chooser', variables: { which: 'stranger' } }));
  const { items } = await api.search('/incidents', { filter: { processInstanceKey } });
  assert.deepEqual(items.map((each) => each.errorType), ['CALLED_ELEMENT_ERROR']);
});

test('the number of a version that was deleted is never given again', async () => {
  await deploy({ 'numbered.bpmn': script('numbered', 'one') });
  await deploy({ 'numbered.bpmn': script('numbered', 'two') });
  ok(await api.post(`/resources/${await definition('numbered', 2)}/deletion`, {}));
  assert.deepEqual(await deploy({ 'numbered.bpmn': script('numbered', 'three') }), ['numbered 3']);
  for (const version of [3, 1]) ok(await api.post(`/resources/${await definition('numbered', version)}/deletion`, {}));
  assert.deepEqual(await deploy({ 'numbered.bpmn': script('numbered', 'one') }), ['numbered 4']);
});

// /v2: decisions and expressions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Camunda, ok, problem } from '../support/camunda.mjs';
import { discount, rated } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let api;
before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  api = new Camunda(program);
});
after(() => program.remove());

const evaluate = (body) => api.post('/decision-definitions/evaluation', body);
const expression = (body) => api.post('/expression/evaluation', body);

test('a decision tells its output and how every decision came about', async () => {
  ok(await api.deploy({ 'discounts.dmn': discount() }));

  const answer = ok(await evaluate({ decisionDefinitionId: 'discount', variables: { amount: 1500 } }));

  const { evaluatedDecisions, ...whole } = answer;
  assert.match(whole.decisionEvaluationKey, /^\d+$/);
  assert.deepEqual(
    { ...whole, decisionDefinitionKey: 'k', decisionEvaluationKey: 'e', decisionInstanceKey: 'e', decisionRequirementsKey: 'r' },
    {
      decisionDefinitionId: 'discount',
      decisionDefinitionKey: 'k',
      decisionDefinitionName: 'Discount',
      decisionDefinitionVersion: 1,
      decisionEvaluationKey: 'e',
      decisionInstanceKey: 'e',
      decisionRequirementsId: 'discounts',
      decisionRequirementsKey: 'r',
      output: '0.1',
      tenantId: '<default>',
      failedDecisionDefinitionId: null,
      failureMessage: null,
      warnings: [],
    },
  );
  const [kind, table] = evaluatedDecisions;
  assert.equal(kind.decisionDefinitionType, 'LITERAL_EXPRESSION');
  assert.equal(kind.output, '"large"');
  assert.equal(kind.decisionEvaluationInstanceKey, `${whole.decisionEvaluationKey}-1`);
  assert.equal(table.decisionDefinitionType, 'DECISION_TABLE');
  assert.equal(table.decisionDefinitionKey, whole.decisionDefinitionKey);
  assert.deepEqual(table.evaluatedInputs, [
    { inputId: 'in_kind', inputName: 'kind of customer', inputValue: '"large"' },
    { inputId: 'in_amount', inputName: 'amount', inputValue: '1500' },
  ]);
  assert.deepEqual(table.matchedRules, [
    {
      ruleId: 'r_large',
      ruleIndex: 1,
      evaluatedOutputs: [{ outputId: 'out', outputName: 'rate', outputValue: '0.1', ruleId: 'r_large', ruleIndex: 1 }],
    },
  ]);
});

test('an evaluated decision is found with what led to it', async () => {
  const { decisionEvaluationKey, decisionDefinitionKey } = ok(
    await evaluate({ decisionDefinitionId: 'discount', variables: { amount: 1500 } }));

  const { items } = await api.search('/decision-instances', {
    filter: { decisionEvaluationKey, decisionDefinitionType: 'DECISION_TABLE' },
  });

  assert.deepEqual(items, [
    {
      decisionEvaluationInstanceKey: `${decisionEvaluationKey}-2`,
      decisionEvaluationKey,
      state: 'EVALUATED',
      evaluationDate: '2026-03-02T01:00:00Z',
      evaluationFailure: null,
      decisionDefinitionId: 'discount',
      decisionDefinitionKey,
      decisionDefinitionName: 'Discount',
      decisionDefinitionVersion: 1,
      decisionDefinitionType: 'DECISION_TABLE',
      rootDecisionDefinitionKey: decisionDefinitionKey,
      processDefinitionKey: null,
      processInstanceKey: null,
      rootProcessInstanceKey: null, businessId: null,
      elementInstanceKey: null,
      result: '0.1',
      tenantId: '<default>',
    },
  ]);
  const one = ok(await api.get(`/decision-instances/${decisionEvaluationKey}-2`));
  assert.deepEqual(one.evaluatedInputs.map((each) => each.inputValue), ['"large"', '1500']);
  assert.deepEqual(one.matchedRules.map((each) => each.ruleId), ['r_large']);
  problem(await api.get('/decision-instances/7-1'), 404, 'request.no_such_key');
});

test('a decision of a business rule task is found by its process instance', async () => {
  ok(await api.deploy({ 'rated.bpmn': rated() }));
  const { processInstanceKey, processDefinitionKey } = ok(
    await api.post('/process-instances', { processDefinitionId: 'rated', businessId: 'R-9', variables: { amount: 1500 } }));

  const { items } = await api.search('/decision-instances', { filter: { processInstanceKey } });

  assert.deepEqual(items.map((each) => each.result), ['"large"', '0.1']);
  assert.deepEqual(items.map((each) => each.processDefinitionKey), [processDefinitionKey, processDefinitionKey]);
  assert.deepEqual(items.map((each) => each.businessId), ['R-9', 'R-9']);
  assert.deepEqual((await api.search('/decision-instances', { filter: { businessId: 'R-9' }, sort: [{ field: 'businessId' }] })).items, items);
  assert.equal((await api.search('/decision-instances', { filter: { businessId: { $exists: false } } })).items.some((each) => each.processInstanceKey === processInstanceKey), false);
  const elements = await api.search('/element-instances', { filter: { processInstanceKey, elementId: 'rate' } });
  assert.equal(items[1].elementInstanceKey, elements.items[0].elementInstanceKey);
});

test('a new version answers by id, the old one by its key', async () => {
  const first = ok(await evaluate({ decisionDefinitionId: 'discount', variables: { amount: 1500 } }));
  ok(await api.deploy({ 'discounts.dmn': discount({ rate: '0.2' }) }));

  const latest = ok(await evaluate({ decisionDefinitionId: 'discount', variables: { amount: 1500 } }));
  const former = ok(await evaluate({ decisionDefinitionKey: first.decisionDefinitionKey, variables: { amount: 1500 } }));

  assert.deepEqual([latest.output, latest.decisionDefinitionVersion], ['0.2', 2]);
  assert.deepEqual([former.output, former.decisionDefinitionVersion], ['0.1', 1]);
});

test('null is a result', async () => {
  const answer = ok(await evaluate({ decisionDefinitionId: 'discount', variables: { amount: -1 } }));
  assert.equal(answer.output, 'null');
  assert.equal(answer.failedDecisionDefinitionId, null);
  assert.equal(answer.failureMessage, null);
  assert.match(answer.warnings[0].message, /^Discount.*: no rule matches$/);
  const { processInstanceKey } = ok(await api.post('/process-instances', { processDefinitionId: 'rated' }));
  const { items } = await api.search('/process-instances', { filter: { processInstanceKey } });
  assert.equal(items[0].state, 'COMPLETED');
});

test('rules that contradict each other fail', async () => {
  const clash = discount({ id: 'clashes' }).replaceAll('"discount"', '"clash"').replace('<text>"large"</text>', '<text>-</text>')
    .replaceAll('"kind"', '"kind_of_clash"').replaceAll('"#kind"', '"#kind_of_clash"');
  ok(await api.deploy({ 'clash.dmn': clash }));

  const answer = ok(await evaluate({ decisionDefinitionId: 'clash', variables: { amount: 1 } }));

  assert.equal(answer.output, 'null');
  assert.equal(answer.failedDecisionDefinitionId, 'clash');
  assert.match(answer.failureMessage, /several rules match a unique table: 1, 2/);
  const { items } = await api.search('/decision-instances', { filter: { state: 'FAILED' } });
  assert.deepEqual(items.map((each) => each.evaluationFailure), [answer.failureMessage]);
});

test("a decision without drawn inputs sees every variable, as Camunda's modeler leaves it", async () => {
  const undrawn = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="undrawn" name="Undrawn" namespace="t">
    <decision id="size" name="Size"><decisionTable hitPolicy="FIRST">
      <input id="i"><inputExpression typeRef="number"><text>amount</text></inputExpression></input><output id="o" name="size"/>
      <rule id="r1"><inputEntry><text>&gt; 3</text></inputEntry><outputEntry><text>"big"</text></outputEntry></rule>
      <rule id="r2"><inputEntry><text></text></inputEntry><outputEntry><text>"other"</text></outputEntry></rule>
    </decisionTable></decision></definitions>`;
  ok(await api.deploy({ 'undrawn.dmn': undrawn }));

  const answer = ok(await evaluate({ decisionDefinitionId: 'size', variables: { amount: 50 } }));

  assert.equal(answer.output, '"big"');
});

test('numbers keep every digit on the way in and out', async () => {
  const long = '12345678901234567890123.5';
  const answer = ok(await expression(`{"expression": "=string(x)", "variables": {"x": ${long}}}`));
  assert.equal(answer.result, long);
  assert.equal(ok(await expression({ expression: '=1 / 3' })).result, 1 / 3);
  ok(await api.deploy({ 'discounts.dmn': discount({ rate: '1 / 3' }) }));
  const third = ok(await evaluate({ decisionDefinitionId: 'discount', variables: { amount: 1500 } }));
  assert.equal(third.output, '0.3333333333333333333333333333333333');
});

test('questions that do not fit are refused', async () => {
  problem(await evaluate({ decisionDefinitionId: 'nothing' }), 404, 'app.no_model');
  problem(await evaluate({ decisionDefinitionKey: '1' }), 404, 'app.no_model');
  problem(await evaluate({}), 400, 'request.wrong_type');
  problem(await evaluate({ decisionDefinitionId: 'a', decisionDefinitionKey: '1' }), 400, 'request.wrong_type');
  problem(await evaluate({ decisionDefinitionKey: 1 }), 400, 'request.wrong_type');
  problem(await evaluate({ decisionDefinitionId: 'discount', variables: [] }), 400, 'request.wrong_type');
  problem(await evaluate({ decisionDefinitionId: 'discount', tenantId: 'a' }), 400, 'request.wrong_type');
  problem(await evaluate({ decisionDefinitionId: 'discount', inputs: {} }), 400, 'request.unknown_field');
  problem(await evaluate('{"decisionDefinitionId": '), 400, 'request.malformed');
});

test('an expression is evaluated with its variables', async () => {
  const variables = { x: 1, 'net amount': 2.5, people: [{ name: '林' }, { name: '孙' }] };
  for (const [text, result] of [
    ['=x + net amount', 3.5],
    ['=people[name = "孙"].name', ['孙']],
    ['=date("2026-03-02") + duration("P1D")', '2026-03-03'],
    ['={a: x, b: [true, null]}', { a: 1, b: [true, null] }],
    ['plain text', 'plain text'],
  ]) {
    const answer = ok(await expression({ expression: text, variables }));
    assert.deepEqual(answer, { expression: text, result, warnings: [], referencedSecrets: [] });
  }
});

test('why a value is null comes with it', async () => {
  const answer = ok(await expression({ expression: '=1 / 0' }));
  assert.equal(answer.result, null);
  assert.match(answer.warnings[0].message, /^1:4: division by zero/);
});

test('expressions that do not fit are refused with their place', async () => {
  assert.match(problem(await expression({ expression: '=1 +' }), 400, 'feel.syntax').detail, /1:\d/);
  problem(await expression({}), 400, 'request.wrong_type');
  problem(await expression({ expression: 1 }), 400, 'request.wrong_type');
  problem(await expression({ expression: '=1', scopeKey: 'x' }), 400, 'request.wrong_type');
  problem(await expression({ expression: '=1', scopeKey: '12' }), 404, 'engine.no_instance');
  problem(await expression({ expression: '=1', variables: 'x' }), 400, 'request.wrong_type');
  problem(await expression({ expression: `=${'('.repeat(90_000)}` }), 400, 'feel.syntax');
});

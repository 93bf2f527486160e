// The rules playground: expressions and decisions are tried, nothing is stored.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { discount } from '../support/models.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

let program;
let manager;
before(async () => {
  program = await Program.start();
  manager = await program.as('guming');
});
after(() => program.remove());

const expression = (body) => manager.post('/rules/expression', body);
const decision = (body) => manager.post('/rules/decision', body);

test('an expression gives its value, its type and why it is null', async () => {
  assert.deepEqual(ok(await expression({ expression: '顾客.等级 + 1', context: '{顾客: {"等级": 3}}' })), {
    result: '4',
    value: 4,
    type: 'number',
    reasons: [],
  });
  const { result, type, reasons } = ok(await expression({ expression: '1 +\n 1 / 0' }));
  assert.deepEqual([result, type], ['null', 'null']);
  assert.equal(reasons[0].line, 2);
});

test('a cell of a table is tried on a value', async () => {
  const cell = (text, input) => expression({ expression: text, form: 'unary_tests', input });
  assert.equal(ok(await cell('[1..5], > 10', '3')).value, true);
  assert.equal(ok(await cell('[1..5], > 10', '7')).value, false);
});

test('the calendar of the company and its decisions can be asked', async () => {
  const asked = ok(await expression({ expression: 'is working day(date("2026-03-07"))' }));
  assert.equal(asked.value, false);
  const { value } = ok(await expression({ expression: 'decide("solution_class", {record: {class: "standard"}})' }));
  assert.equal(value, 'standard');
});

test('what cannot be read is refused, saying which text and where', async () => {
  assert.equal(refused(await expression({ expression: '1 +' }), 'feel.syntax', 400).place, 'expression:1:4');
  assert.match(refused(await expression({ expression: '1', context: '{a: }' }), 'feel.syntax', 400).place, /^context:1:/);
  assert.match(refused(await expression({ expression: '1', form: 'unary_tests', input: ')' }), 'feel.syntax', 400).place, /^input:1:/);
  refused(await expression({ expression: '1', context: '[1]' }), 'request.wrong_type', 400);
  refused(await expression({ expression: '1', form: 'table' }), 'request.wrong_type', 400);
  refused(await expression({ expression: '1', dialect: 'klingon' }), 'request.wrong_type', 400);
  refused(await expression({}), 'request.wrong_type', 400);
  refused(await expression({ expression: '1', extra: 1 }), 'request.unknown_field', 400);
});

test('an expression without end is stopped', async () => {
  const { result, reasons } = ok(await expression({ expression: 'count(for a in 1..100000, b in 1..100000 return 1)' }));
  assert.equal(result, 'null');
  assert.ok(reasons.length > 0);
});

test('deployed decisions are listed and shown as they are written', async () => {
  const { items } = ok(await manager.get('/rules/decisions'));
  const found = items.find((item) => item.id === 'solution_class');
  assert.deepEqual(found, { id: 'solution_class', name: 'solution_class', version: 1, file: 'solution_projects/decisions/solution_class.dmn' });
  const written = ok(await manager.get('/rules/decisions/solution_class'));
  assert.deepEqual(written.inputs, [{ name: 'record', type: '', allowed: '' }]);
  assert.equal(written.table.hit_policy, 'FIRST');
  assert.deepEqual(written.table.rules[0], { id: 'standard_path', inputs: ['"standard"'], outputs: ['"standard"'], annotations: [] });
  refused(await manager.get('/rules/decisions/nothing'), 'dmn.unknown_decision', 404);
});

test('a deployed decision is asked and every cell tells', async () => {
  const answer = ok(await decision({ decision: 'solution_class', inputs: { record: '{class: "other"}' } }));
  assert.equal(answer.result, '"non_standard"');
  assert.deepEqual(answer.decisions, [
    {
      name: 'solution_class',
      result: '"non_standard"',
      inputs: [{ name: 'record', value: '{class: "other"}' }],
      columns: [{ name: 'record.class', value: '"other"' }],
      matched: [2],
      cells: [[false], [true]],
      changes: [{ input: 'record.class', from: '"other"', to: '"standard"', result: '"standard"' }],
    },
  ]);
});

test('a file of decisions is read and asked without being stored', async () => {
  const dmn = discount();
  const { items } = ok(await manager.post('/rules/models', { dmn }));
  assert.deepEqual(items.map((item) => [item.id, item.table === null]), [['kind', true], ['discount', false]]);
  assert.deepEqual(items[1].inputs, [{ name: 'amount', type: 'number', allowed: '' }]);
  assert.equal(items[1].table.inputs[0].label, 'kind of customer');

  const answer = ok(await decision({ decision: 'discount', dmn, inputs: { amount: '500' } }));
  assert.equal(answer.result, '0');
  assert.deepEqual(answer.decisions.map((one) => [one.name, one.result]), [['Customer kind', '"small"'], ['Discount', '0']]);
  assert.deepEqual(answer.decisions[1].cells, [[false, true], [true, true]]);

  refused(await manager.get('/rules/decisions/discount'), 'dmn.unknown_decision', 404);
});

test("a file of Camunda's modeler asks for what its decision reads", async () => {
  const undrawn = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="undrawn" name="Undrawn" namespace="t"
    xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud">
    <decision id="size" name="Size"><decisionTable hitPolicy="FIRST">
      <input id="i"><inputExpression typeRef="number"><text>amount</text></inputExpression></input><output id="o" name="size"/>
      <rule id="r1"><inputEntry><text>&gt; 3</text></inputEntry><outputEntry><text>"big"</text></outputEntry></rule>
    </decisionTable></decision></definitions>`;

  const { items } = ok(await manager.post('/rules/models', { dmn: undrawn }));
  assert.deepEqual(items[0].inputs, [{ name: 'amount', type: 'number', allowed: '' }]);
  assert.equal(ok(await decision({ decision: 'size', dmn: undrawn, inputs: { amount: '50' } })).result, '"big"');
});

test('when no rule matches the reason is told', async () => {
  const answer = ok(await decision({ decision: 'discount', dmn: discount(), inputs: { amount: '-1' } }));
  assert.equal(answer.result, 'null');
  assert.match(answer.reasons.map((one) => one.text).join(), /no rule matches/);
  assert.deepEqual(answer.decisions[1].matched, []);
  assert.deepEqual(answer.decisions[1].cells, [[false, true], [true, false]]);
});

test('decisions and files that do not fit are refused', async () => {
  refused(await decision({ decision: 'nothing' }), 'dmn.unknown_decision', 404);
  refused(await decision({ decision: 'nothing', dmn: discount() }), 'dmn.unknown_decision', 404);
  refused(await decision({ decision: 'discount', dmn: '<a' }), 'dmn.malformed', 400);
  assert.match(refused(await manager.post('/rules/models', { dmn: discount({ rate: '1 +' }) }), 'dmn.malformed', 400).detail, /dmn:\d+:\d+/);
  const bad = refused(await decision({ decision: 'solution_class', inputs: { record: '{' } }), 'feel.syntax', 400);
  assert.match(bad.place, /^inputs\.record:1:/);
  refused(await decision({ decision: 'solution_class', inputs: { record: 1 } }), 'request.wrong_type', 400);
  refused(await decision({ decision: 'solution_class', inputs: [] }), 'request.wrong_type', 400);
});

test('who has no entry in the menu may not use it', async () => {
  const sales = await program.as('linxiaoyu');
  const pages = async (client) => ok(await client.get('/menu')).items.map((item) => item.page);
  assert.ok(!(await pages(sales)).includes('playground'));
  assert.ok((await pages(manager)).includes('playground'));
  refused(await sales.post('/rules/expression', { expression: '1' }), 'app.not_allowed', 403);
  refused(await sales.get('/rules/decisions'), 'app.not_allowed', 403);
  refused(await sales.get('/rules/decisions/solution_class'), 'app.not_allowed', 403);
  refused(await sales.post('/rules/models', { dmn: '' }), 'app.not_allowed', 403);
  refused(await sales.post('/rules/decision', { decision: 'solution_class' }), 'app.not_allowed', 403);
  refused(await program.client().get('/rules/decisions'), 'access.not_signed_in', 401);
});

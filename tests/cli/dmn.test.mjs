// `jingwei dmn`: one decision of a file, explained, and a batch.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { batch, run } from '../support/command.mjs';
import { discount } from '../support/models.mjs';

let folder;
let model;
let inputs;
const file = (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'jingwei-cli-'));
  mkdirSync(join(folder, 'sub'));
  model = file('discount.dmn', discount());
  file('sub/discount.dmn', discount());
  inputs = file('inputs.json', '{"amount": 1500}');
});
after(() => rmSync(folder, { recursive: true }));

const dmn = (...args) => run(['dmn', ...args]);

const importing = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="i" name="I" namespace="i">
  <import namespace="t" name="base" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>
  <decision id="half" name="half"><variable name="half"/>
    <informationRequirement><requiredDecision href="t#kind"/></informationRequirement>
    <literalExpression><text>base.Customer kind</text></literalExpression></decision>
</definitions>`;

test('a decision is asked by id or name', () => {
  assert.deepEqual(dmn(model, '--decision', 'discount', '--input', inputs), { code: 0, out: '0.1\n', err: '' });
  assert.equal(dmn(model, '--decision', 'Customer kind', '--input', inputs).out, '"large"\n');
  assert.equal(run(['dmn', model, '--decision', 'discount', '--input', '-'], '{"amount": 5}').out, '0\n');
});

test('a misspelt input or decision is told with what there is', () => {
  const misspelt = file('misspelt.json', '{"amuont": 1500}');
  const { code, out, err } = dmn(model, '--decision', 'discount', '--input', misspelt);
  assert.deepEqual([code, out.trim()], [0, 'null']);
  assert.match(err, /^amuont: .*no such input; one of amount$/m);
  assert.doesNotMatch(dmn(model, '--decision', 'discount', '--input', inputs).err, /no such input/);

  const unknown = dmn(model, '--decision', 'discuont', '--input', inputs);
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /dmn\.unknown_decision.*one of Customer kind, Discount/s);
});

const shipping = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="s" name="S" namespace="s">
  <inputData id="w" name="weight"><variable name="weight" typeRef="number"/></inputData>
  <businessKnowledgeModel id="rate" name="Rate of"><variable name="Rate of"/><encapsulatedLogic>
    <formalParameter name="kilos" typeRef="number"/><formalParameter name="zone"/>
    <literalExpression><text>kilos * (if zone = "far" then 3 else 2)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
  <decision id="fee" name="Fee"><variable name="Fee"/>
    <informationRequirement><requiredInput href="#w"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="#rate"/></knowledgeRequirement>
    <literalExpression><text>Rate of(weight, "far")</text></literalExpression></decision>
  <decisionService id="service" name="Quote"><variable name="Quote"/>
    <outputDecision href="#fee"/><inputData href="#w"/></decisionService>
</definitions>`;

test('a business knowledge model or service is called with the inputs as its parameters', () => {
  const path = file('shipping.dmn', shipping);
  const ask = (name, inputs, ...more) => run(['dmn', path, '--decision', name, '--input', '-', ...more], inputs);

  assert.deepEqual(ask('Rate of', '{"kilos": 4, "zone": "far"}'), { code: 0, out: '12\n', err: '' });
  assert.equal(ask('rate', '{"kilos": 4}').out, '8\n');
  assert.deepEqual(ask('Quote', '{"weight": 5}'), { code: 0, out: '15\n', err: '' });
  assert.equal(ask('service', '{"weight": 5}', '--explain').out, '15\n');

  const misspelt = ask('Rate of', '{"weight": 4}');
  assert.deepEqual([misspelt.code, misspelt.out], [0, 'null\n']);
  assert.match(misspelt.err, /^weight: .*no such parameter; one of kilos, zone$/m);
  const unknown = ask('Rates', '{}');
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /dmn\.unknown_decision.*one of Fee, Quote, Rate of/s);
});

test('an explanation tells every decision on the way', () => {
  const { out } = dmn(model, '--decision', 'discount', '--input', inputs, '--explain');
  assert.match(out, /Customer kind = "large"\n {2}amount = 1500/);
  assert.match(out, /Discount = 0\.1\n/);
  assert.match(out, /rule 1 \(r_large\)\n {4}✓ Customer kind = "large" {2}"large"/);
});

test('imported models are named', () => {
  const path = file('importing.dmn', importing);
  assert.equal(dmn(path, '--import', model, '--input', inputs).out, '"large"\n');
  assert.equal(dmn('--import', model, path, '--input', inputs).out, '"large"\n');
  const missing = dmn(path, '--input', inputs);
  assert.deepEqual([missing.code, missing.out], [0, 'null\n']);
  assert.match(missing.err, /importing\.dmn:2:\d+.*import/);
});

test('a model imported under two names answers to both', () => {
  const base = file('twice.dmn', `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="b" name="B" namespace="b">
    <businessKnowledgeModel id="k" name="twice"><variable name="twice"/><encapsulatedLogic><formalParameter name="n"/><literalExpression><text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
    <decision id="d" name="seven"><variable name="seven"/><literalExpression><text>7</text></literalExpression></decision></definitions>`);
  const both = file('both.dmn', `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="a" name="A" namespace="a">
    <import name="one" namespace="b" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/><import name="" namespace="b" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>
    <decision id="x" name="x"><variable name="x"/><informationRequirement><requiredDecision href="b#d"/></informationRequirement>
      <knowledgeRequirement><requiredKnowledge href="b#k"/></knowledgeRequirement><literalExpression><text>one.twice(one.seven) + twice(seven)</text></literalExpression></decision></definitions>`);
  assert.deepEqual(dmn(both, '--decision', 'x', '--import', base), { code: 0, out: '28\n', err: '' });
});

test('what fails inside is null with a reason', () => {
  const { code, out, err } = dmn(model, '--decision', 'discount');
  assert.deepEqual([code, out], [0, 'null\n']);
  assert.match(err, /no input: amount/);
});

test('an expression that cannot be read is a warning, and the rest of the model works', () => {
  const broken = file('broken.dmn', discount({ rate: '1 +' }));
  const kind = dmn(broken, '--decision', 'Customer kind', '--input', inputs);
  assert.deepEqual([kind.code, kind.out], [0, '"large"\n']);
  assert.match(kind.err, /broken\.dmn:\d+:\d+/);
  assert.equal(dmn(broken, '--decision', 'discount', '--input', inputs).out, 'null\n');
});

test('what cannot be read is refused with its place', () => {
  const refused = (code, wanted, ...args) => {
    const answer = dmn(...args);
    assert.equal(answer.code, code, answer.err);
    assert.equal(answer.out, '');
    assert.match(answer.err, wanted);
  };
  refused(1, /dmn\.unknown_decision[^]*Customer kind, Discount/, model);
  refused(1, /dmn\.unknown_decision[^]*nothing/, model, '--decision', 'nothing');
  refused(1, /cli\.no_file/, join(folder, 'nothing.dmn'));
  refused(1, /cli\.no_file/, model, '--import', join(folder, 'nothing.dmn'));
  refused(1, /cli\.no_file/, model, '--decision', 'discount', '--input', join(folder, 'nothing.json'));
  refused(1, /dmn\.malformed[^]*bad\.xml:1:/, file('bad.xml', '<definitions'));
  refused(1, /feel\.json[^]*bad\.json:1:/, model, '--decision', 'discount', '--input', file('bad.json', '{'));
  refused(2, /file/);
  refused(2, /--models/, model, '--models', folder);
});

test('a batch answers every line in order', () => {
  const line = (id, more) => ({ id, folder: 'sub', model: 'discount.dmn', type: 'decision', inputs: { amount: 1500 }, expected: { Discount: 0 }, ...more });
  const { code, lines } = batch(['dmn', '--models', folder], [
    line(1),
    line(2, { expected: { Discount: 0, 'Customer kind': '' }, inputs: { amount: 1 } }),
    line(3, { model: 'nothing.dmn' }),
    '{',
    line(4, { folder: '../..' }),
    line(5, { expected: { nothing: 1 } }),
    line(6),
  ]);
  assert.equal(code, 0);
  assert.deepEqual(lines[0], { id: 1, results: { Discount: 0.1 } });
  assert.deepEqual(lines[1], { id: 2, results: { Discount: 0, 'Customer kind': 'small' } });
  for (const i of [2, 3, 4, 5]) assert.equal(typeof lines[i].error, 'string');
  assert.deepEqual(lines[6], { id: 6, results: { Discount: 0.1 } });
});

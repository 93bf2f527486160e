// The element templates for Camunda Modeler beside the packs: valid, complete, and every choice understood by the program.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../support/command.mjs';

const { validateAllZeebe } = createRequire(new URL('../support/package.json', import.meta.url))('@bpmn-io/element-templates-validator');
const top = new URL('../../', import.meta.url);
const templates = JSON.parse(readFileSync(new URL('.camunda/element-templates/jingwei.json', top), 'utf8'));
const [ofTask, ofProcess, ofCall] = templates;
const ours = (template) => template.properties.filter((one) => one.binding.type === 'zeebe:property');

// The names in the table of docs/reference/pack-format.md; a name with <outcome> is as many settings as a step has outcomes.
function documented() {
  const lines = readFileSync(new URL('docs/reference/pack-format.md', top), 'utf8').split('\n');
  const names = { process: [], 'user task': [], 'call activity': [] };
  let on;
  for (const line of lines.slice(lines.findIndex((one) => one.startsWith('| on | property |')) + 2)) {
    const [, first, properties] = line.split('|').map((cell) => cell.trim());
    if (properties === undefined) break;
    on = first || on;
    if (names[on]) names[on].push(...[...properties.matchAll(/`(jw:[^`]+)`/g)].map((match) => match[1]).filter((name) => !name.includes('<')));
  }
  return names;
}

const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const property = (name, value) => `<zeebe:property name="${name}" value="${attribute(value)}"/>`;

// A pack whose one process has a user task for each set of properties, drawn in a row.
function packOf(folder, process, tasks) {
  const pack = join(folder, 'templates');
  mkdirSync(join(pack, 'processes'), { recursive: true });
  writeFileSync(join(pack, 'pack.yaml'), 'id: templates\ntitle: 模板\nversion: 0.1.0\nlicense: Apache-2.0\n');
  const nodes = ['begun', ...tasks.map((_, index) => `step_${index}`), 'ended'];
  const left = (index) => index * 200;
  const shape = (id, index) => `<bpmndi:BPMNShape id="s_${id}" bpmnElement="${id}">${
    id.startsWith('step') ? `<dc:Bounds x="${left(index)}" y="60" width="100" height="80"/>` : `<dc:Bounds x="${left(index) + 32}" y="82" width="36" height="36"/>`
  }</bpmndi:BPMNShape>`;
  const edge = (index) => `<bpmndi:BPMNEdge id="e_${index}" bpmnElement="f_${index}"><di:waypoint x="${left(index) + (index ? 100 : 68)}" y="100"/>
    <di:waypoint x="${left(index + 1) + (index + 1 === nodes.length - 1 ? 32 : 0)}" y="100"/></bpmndi:BPMNEdge>`;
  const flows = nodes.slice(1).map((id, index) => `<bpmn:sequenceFlow id="f_${index}" sourceRef="${nodes[index]}" targetRef="${id}"/>`);
  const steps = tasks.map((own, index) => `<bpmn:userTask id="step_${index}" name="第${index}步"><bpmn:extensionElements><zeebe:userTask/><zeebe:properties>${
    own.map(([name, value]) => property(name, value)).join('')}</zeebe:properties></bpmn:extensionElements></bpmn:userTask>`);
  writeFileSync(join(pack, 'processes/steps.bpmn'), `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<bpmn:process id="steps" name="步骤" isExecutable="true"><bpmn:extensionElements><zeebe:properties>${process.map(([name, value]) => property(name, value)).join('')}</zeebe:properties></bpmn:extensionElements>
<bpmn:startEvent id="begun" name="开始"/>${steps.join('\n')}<bpmn:endEvent id="ended" name="结束"/>${flows.join('\n')}</bpmn:process>
<bpmndi:BPMNDiagram id="dd"><bpmndi:BPMNPlane id="p" bpmnElement="steps">${nodes.map(shape).join('')}${nodes.slice(1).map((_, index) => edge(index)).join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`);
  return pack;
}

function checked(process, tasks) {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-template-'));
  const result = run(['check', packOf(folder, process, tasks)]);
  rmSync(folder, { recursive: true });
  return result;
}

// What a choice needs beside it to be a whole setting.
const companions = {
  all_voted: [['jw:policy', 'all']],
  ratio: [['jw:pass', '2/3']],
  weight: [['jw:pass', '>=1']],
  count: [['jw:pass', '1']],
  formula: [['jw:pass', '= agree > disagree']],
  pass: [['jw:callback.ask', 'erp']],
  refuse: [['jw:callback.ask', 'erp']],
  end: [['jw:kind', 'confirm'], ['jw:outcomes', 'known']],
};
const base = [['jw:candidates', 'starter'], ['jw:kind', 'approve']];
const choicesOf = (template) => ours(template).flatMap((one) => (one.choices ?? []).map((choice) => [one.binding.name, choice.value]));
const withoutName = (name) => base.filter(([own]) => own !== name);

test('the templates are valid for the modeler', () => {
  const { valid, results } = validateAllZeebe(templates);
  assert.deepEqual(results.flatMap((one) => one.errors ?? []).map((one) => one.message), []);
  assert.ok(valid);
});

test('the templates offer every documented setting', () => {
  const names = documented();
  assert.deepEqual(ours(ofTask).map((one) => one.binding.name).sort(), names['user task'].sort());
  // The English name stands in the pack's locale where there is one.
  assert.deepEqual(ours(ofProcess).map((one) => one.binding.name).sort(), names.process.sort());
  assert.deepEqual(ours(ofCall).map((one) => one.binding.name).sort(), names['call activity'].sort());
});

test('every choice of a template is one that the program knows', () => {
  const tasks = choicesOf(ofTask).map(([name, value]) => {
    const more = companions[value] ?? [];
    const own = withoutName(name).filter(([other]) => !more.some(([one]) => one === other));
    return [...own, [name, value], ...more];
  });
  const { code, out } = checked([], tasks);
  assert.equal(code, 0, out);
  for (const choice of choicesOf(ofProcess)) {
    const own = checked([choice], [base]);
    assert.equal(own.code, 0, own.out);
  }
});

test('a choice that no template offers is a problem with its place', () => {
  for (const one of ours(ofTask).filter(({ choices }) => choices)) {
    const { name } = one.binding;
    const { code, out } = checked([], [[...withoutName(name), [name, 'nonsense']]]);
    assert.equal(code, 1, name);
    assert.match(out, /steps\.bpmn:\d+:\d+/);
    assert.ok(out.includes(name), out);
  }
});

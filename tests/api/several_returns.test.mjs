// A return to steps of two parallel branches at once; the join waits for both again.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok, refused } from '../support/project.mjs';

const settings = (all) => `<zeebe:properties>${Object.entries(all).map(([name, value]) => `<zeebe:property name="jw:${name}" value="${value}"/>`).join('')}</zeebe:properties>`;
const task = (id, who) =>
  `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements><zeebe:userTask/>${settings({ kind: 'approve', candidates: `person:${who}` })}</bpmn:extensionElements></bpmn:userTask>`;
const flows = [['start', 'fork'], ['fork', 'legal'], ['legal', 'seal'], ['seal', 'join'], ['fork', 'finance'], ['finance', 'join'], ['join', 'review'], ['review', 'end']];
const nodes = ['start', 'fork', 'legal', 'seal', 'finance', 'join', 'review', 'end'];
const topOf = (id) => (id === 'finance' ? 300 : 100);
const left = (id) => 150 * nodes.indexOf(id);
// Into the lower branch and out of it by the corner that the gateways share with it.
function way(from, to) {
  if (to === 'finance') return [[left(from) + 50, 180], [left(from) + 50, 340], [left(to), 340]];
  if (from === 'finance') return [[left(from) + 100, 340], [left(to) + 50, 340], [left(to) + 50, 180]];
  return [[left(from) + 100, 140], [left(to), 140]];
}
const model = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="t">
  <bpmn:process id="paper_flow" name="paper_flow" isExecutable="true"><bpmn:extensionElements>${settings({ record: 'paper', starters: 'everyone', start_fields: 'title=required', withdraw: 'running' })}</bpmn:extensionElements>
    <bpmn:startEvent id="start"/><bpmn:parallelGateway id="fork"/>${task('legal', 'he_jun')}${task('seal', 'fang_yuan')}${task('finance', 'he_jun')}
    <bpmn:parallelGateway id="join"/>${task('review', 'fang_yuan')}<bpmn:endEvent id="end"/>
    ${flows.map(([from, to]) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`).join('')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="dd"><bpmndi:BPMNPlane id="p" bpmnElement="paper_flow">
    ${nodes.map((id, at) => `<bpmndi:BPMNShape id="s_${id}" bpmnElement="${id}"><dc:Bounds x="${150 * at}" y="${topOf(id)}" width="100" height="80"/></bpmndi:BPMNShape>`).join('')}
    ${flows.map(([from, to]) => `<bpmndi:BPMNEdge id="e_${from}_${to}" bpmnElement="${from}_${to}">${way(from, to).map(([x, y]) => `<di:waypoint x="${x}" y="${y}"/>`).join('')}</bpmndi:BPMNEdge>`).join('')}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(model);
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const open = async (who, element) => ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.element === element);
async function agree(who, element) {
  const row = await open(who, element);
  assert.ok(row, `${element} is open for ${who}`);
  ok(await people[who].post(`/tasks/${row.key}/acts`, { act: 'complete', outcome: 'agree' }));
}

test('both begin again, with what lies behind, and the matter comes to its end', async () => {
  const { instance } = ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '合同' } }));
  for (const [who, element] of [['hejun', 'legal'], ['fangyuan', 'seal'], ['hejun', 'finance']]) await agree(who, element);
  const review = ok(await people.fangyuan.get(`/tasks/${(await open('fangyuan', 'review')).key}`));
  const beside = Object.fromEntries(review.return_targets.map((one) => [one.id, one.beside]));
  assert.deepEqual(beside.legal, ['finance']);
  assert.deepEqual(beside.finance.toSorted(), ['legal', 'seal']);
  assert.equal(beside.$starter, undefined);
  const back = (more) => people.fangyuan.post(`/tasks/${review.key}/acts`, { act: 'return', text: '补充材料', ...more });
  refused(await back({ target: 'legal', beside: ['seal'] }), 'work.return_not_allowed');
  refused(await back({ target: 'legal', beside: ['finance'], strategy: 'back' }), 'work.return_not_allowed');

  ok(await back({ target: 'legal', beside: ['finance'] }));

  const current = ok(await people.linxiaoyu.get(`/instances/${instance}`)).current.map((step) => step.element);
  assert.deepEqual(current.toSorted(), ['finance', 'legal']);
  await agree('hejun', 'finance');
  assert.equal(await open('fangyuan', 'review'), undefined, 'the join waits for the other branch');
  await agree('hejun', 'legal');
  await agree('fangyuan', 'seal');
  await agree('fangyuan', 'review');
  assert.equal(ok(await people.linxiaoyu.get(`/instances/${instance}`)).status.id, 'passed');
});

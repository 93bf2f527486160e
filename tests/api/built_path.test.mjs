// 动态构建: a rule says at run time which steps a matter takes, who does each and in which order.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { packsWithPaper } from '../support/paper.mjs';
import { Program } from '../support/program.mjs';
import { ok } from '../support/project.mjs';

const rule = `= if record.amount &gt;= 10000 then
  [{kind: "approve", who: "he_jun"}, {kind: "vote", who: ["fang_yuan", "tang_wei"]}, {kind: "approve", who: "chen_guodong"}]
  else [{kind: "approve", who: "he_jun"}]`;
const step = (id, settings) => `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements><zeebe:userTask/><zeebe:properties>
  ${Object.entries(settings).map(([name, value]) => `<zeebe:property name="jw:${name}" value="${value}"/>`).join('')}
  </zeebe:properties></bpmn:extensionElements></bpmn:userTask>`;
const box = (id, x, y, w = 100, h = 80) => `<bpmndi:BPMNShape id="s_${id}" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${w}" height="${h}"/></bpmndi:BPMNShape>`;
const line = (id, ...points) => `<bpmndi:BPMNEdge id="e_${id}" bpmnElement="${id}">${points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}"/>`).join('')}</bpmndi:BPMNEdge>`;
const flow = (id, from, to, condition = '') =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition && `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`}</bpmn:sequenceFlow>`;
const model = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="t">
  <bpmn:process id="paper_flow" name="呈批" isExecutable="true">
    <bpmn:extensionElements><zeebe:properties>
      <zeebe:property name="jw:record" value="paper"/><zeebe:property name="jw:starters" value="everyone"/>
      <zeebe:property name="jw:reads" value="amount"/><zeebe:property name="jw:start_fields" value="title=required, amount=required"/>
    </zeebe:properties></bpmn:extensionElements>
    <bpmn:startEvent id="start"/>
    <bpmn:subProcess id="steps" name="逐级">
      <bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:extensionElements>
        <zeebe:loopCharacteristics inputCollection="${rule.replaceAll('"', '&quot;')}" inputElement="step"/>
      </bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>
      <bpmn:startEvent id="begin"/>
      <bpmn:exclusiveGateway id="kind" default="k_approve"/>
      ${step('approve', { kind: 'approve', candidates: '= step.who' })}
      ${step('vote', { kind: 'vote', policy: 'all', candidates: '= step.who' })}
      <bpmn:exclusiveGateway id="over"/>
      <bpmn:endEvent id="finish"/>
      ${flow('b_k', 'begin', 'kind')}${flow('k_approve', 'kind', 'approve')}${flow('k_vote', 'kind', 'vote', '= step.kind = &quot;vote&quot;')}
      ${flow('a_o', 'approve', 'over')}${flow('v_o', 'vote', 'over')}${flow('o_f', 'over', 'finish')}
    </bpmn:subProcess>
    <bpmn:endEvent id="end"/>
    ${flow('s_s', 'start', 'steps')}${flow('s_e', 'steps', 'end')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="dd"><bpmndi:BPMNPlane id="p" bpmnElement="paper_flow">
    ${box('start', 0, 182, 36, 36)}${box('steps', 100, 40, 700, 320)}${box('end', 900, 182, 36, 36)}
    ${box('begin', 140, 182, 36, 36)}${box('kind', 240, 175, 50, 50)}${box('approve', 380, 80)}${box('vote', 380, 240)}${box('over', 560, 175, 50, 50)}${box('finish', 700, 182, 36, 36)}
    ${line('s_s', [36, 200], [100, 200])}${line('s_e', [800, 200], [900, 200])}${line('b_k', [176, 200], [240, 200])}
    ${line('k_approve', [265, 175], [265, 120], [380, 120])}${line('k_vote', [265, 225], [265, 280], [380, 280])}
    ${line('a_o', [480, 120], [585, 120], [585, 175])}${line('v_o', [480, 280], [585, 280], [585, 225])}${line('o_f', [610, 200], [700, 200])}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
let packs;
let program;
const people = {};
before(async () => {
  packs = packsWithPaper(model, { fields: '  amount: {type: number, title: 金额}\n' });
  program = await Program.start({ packs });
  for (const name of ['linxiaoyu', 'hejun', 'fangyuan', 'tangwei', 'chenguodong']) people[name] = await program.as(name);
});
after(async () => {
  await program?.remove();
  rmSync(packs, { recursive: true, force: true });
});

const start = async (amount) => ok(await people.linxiaoyu.post('/processes/paper_flow/instances', { values: { title: '采购', amount } })).instance;
const now = async (instance) => ok(await people.linxiaoyu.get(`/instances/${instance}`)).current.map((one) => [one.element, one.persons.map((person) => person.id)]);
const agree = async (who, instance) => {
  const task = ok(await people[who].get('/tasks?box=todo&size=100')).items.find((row) => row.instance === instance);
  ok(await people[who].post(`/tasks/${task.key}/acts`, { act: 'complete', outcome: 'agree' }));
};
const steps = (list) => list.filter(([element]) => element !== 'steps');

test('the rule gives three steps of two kinds to a large amount, one behind the other', async () => {
  const instance = await start(50000);
  assert.deepEqual(steps(await now(instance)), [['approve', ['he_jun']]]);
  await agree('hejun', instance);
  assert.deepEqual(steps(await now(instance)), [['vote', ['fang_yuan', 'tang_wei']]]);
  await agree('tangwei', instance);
  assert.deepEqual(steps(await now(instance)), [['vote', ['fang_yuan']]]);
  await agree('fangyuan', instance);
  assert.deepEqual(steps(await now(instance)), [['approve', ['chen_guodong']]]);
  await agree('chenguodong', instance);
  assert.equal(ok(await people.linxiaoyu.get(`/instances/${instance}`)).state, 'completed');
});

test('and a single one to a small amount', async () => {
  const instance = await start(10);
  await agree('hejun', instance);
  assert.equal(ok(await people.linxiaoyu.get(`/instances/${instance}`)).state, 'completed');
});

// Approvals one behind the other, as a model of the pack with papers.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const setting = ([name, value]) => `<zeebe:property name="jw:${name}" value="${value}"/>`;
const settings = (all) => `<zeebe:properties>${Object.entries(all).map(setting).join('')}</zeebe:properties>`;

const mapping = (inputs) => `<zeebe:ioMapping>${Object.entries(inputs).map(([target, source]) => `<zeebe:input source="${source}" target="${target}"/>`).join('')}</zeebe:ioMapping>`;

// A step is {id, …settings}; `calls` makes it a call activity, with `inputs` (target: source), `xml` goes into its extension elements.
function node({ id, calls, inputs, xml = '', ...rest }) {
  const name = rest.kind === undefined ? { kind: 'approve' } : {};
  if (calls)
    return `<bpmn:callActivity id="${id}" name="${id}"><bpmn:extensionElements><zeebe:calledElement processId="${calls}"/>${inputs ? mapping(inputs) : ''}${settings(rest)}</bpmn:extensionElements></bpmn:callActivity>`;
  return `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements><zeebe:userTask/>${xml}${settings({ ...name, ...rest })}</bpmn:extensionElements></bpmn:userTask>`;
}

// start → steps → end. `branch` names a step behind which a gateway asks its `condition`: it holds → the end, else on.
export function lineOf(id, steps, { process = {}, branch } = {}) {
  const way = ['start', ...steps.map((step) => step.id), 'end'];
  if (branch) way.splice(way.indexOf(branch.after) + 1, 0, 'way');
  const flows = way.slice(1).map((to, index) => ({ id: `f${index}`, from: way[index], to }));
  if (branch) flows.push({ id: 'f_end', from: 'way', to: 'end', condition: branch.condition });
  const on = branch && flows.find((flow) => flow.from === 'way').id;
  const left = (one) => way.indexOf(one) * 200;
  const shape = (one) => `<bpmndi:BPMNShape id="s_${one}" bpmnElement="${one}"><dc:Bounds x="${left(one)}" y="100" width="100" height="80"/></bpmndi:BPMNShape>`;
  const edge = ({ id: flow, from, to, condition }) => {
    const points = condition
      ? [[left(from) + 50, 180], [left(from) + 50, 300], [left(to) + 50, 300], [left(to) + 50, 180]]
      : [[left(from) + 100, 140], [left(to), 140]];
    return `<bpmndi:BPMNEdge id="e_${flow}" bpmnElement="${flow}">${points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}"/>`).join('')}</bpmndi:BPMNEdge>`;
  };
  const arrow = ({ id: flow, from, to, condition }) =>
    `<bpmn:sequenceFlow id="${flow}" sourceRef="${from}" targetRef="${to}">${condition ? `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>` : ''}</bpmn:sequenceFlow>`;
  const whole = { record: 'paper', starters: 'everyone', reads: 'title', start_fields: 'title=required', withdraw: 'running', ...process };
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="t">
  <bpmn:process id="${id}" name="${id}" isExecutable="true"><bpmn:extensionElements>${settings(whole)}</bpmn:extensionElements>
    <bpmn:startEvent id="start"/>${steps.map(node).join('')}${branch ? `<bpmn:exclusiveGateway id="way" default="${on}"/>` : ''}<bpmn:endEvent id="end"/>${flows.map(arrow).join('')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="dd"><bpmndi:BPMNPlane id="p" bpmnElement="${id}">${way.map(shape).join('')}${flows.map(edge).join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}

// Into the pack that has the record type `paper`.
export function addLine(packs, id, ...rest) {
  const folder = join(packs, 'papers', 'processes');
  writeFileSync(join(folder, `${id}.bpmn`), lineOf(id, ...rest));
}

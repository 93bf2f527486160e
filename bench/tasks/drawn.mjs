// A process of so many steps of one person each, drawn in one row.
const box = (id, x, y, width, height) =>
  `<bpmndi:BPMNShape id="shape_${id}" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" /></bpmndi:BPMNShape>`;

const task = (step, last) => `<bpmn:userTask id="step_${step}" name="办理${step}">
  <bpmn:extensionElements><zeebe:userTask /><zeebe:properties>
    <zeebe:property name="jw:candidates" value="field:handler" />
    <zeebe:property name="jw:outcomes" value="done:办结" />
    <zeebe:property name="jw:fields" value="name=read, amount=edit, result=required" />
    <zeebe:property name="jw:due" value="P5WD" />
    ${last ? '<zeebe:property name="jw:on.done.transition" value="close" />' : ''}
  </zeebe:properties></bpmn:extensionElements>
  <bpmn:incoming>flow_${step - 1}</bpmn:incoming><bpmn:outgoing>flow_${step}</bpmn:outgoing>
</bpmn:userTask>`;

export function drawn(id, name, steps) {
  const nodes = ['begun', ...Array.from({ length: steps }, (_, at) => `step_${at + 1}`), 'ended'];
  const flows = nodes.slice(1).map((to, at) => `<bpmn:sequenceFlow id="flow_${at}" sourceRef="${nodes[at]}" targetRef="${to}" />`);
  const shapes = nodes.map((node, at) => (node.startsWith('step') ? box(node, at * 160, 0, 100, 80) : box(node, at * 160 + 32, 22, 36, 36)));
  const edges = nodes.slice(1).map((to, at) => {
    const from = at * 160 + (at === 0 ? 68 : 100);
    const until = (at + 1) * 160 + (to === 'ended' ? 32 : 0);
    return `<bpmndi:BPMNEdge id="edge_${at}" bpmnElement="flow_${at}"><di:waypoint x="${from}" y="40" /><di:waypoint x="${until}" y="40" /></bpmndi:BPMNEdge>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions_${id}" targetNamespace="https://jingwei.example/bench">
<bpmn:process id="${id}" name="${name}" isExecutable="true">
  <bpmn:extensionElements><zeebe:properties>
    <zeebe:property name="jw:record" value="errand" />
    <zeebe:property name="jw:starters" value="everyone" />
    <zeebe:property name="jw:start_fields" value="name=required, handler=required" />
  </zeebe:properties></bpmn:extensionElements>
  <bpmn:startEvent id="begun" name="开始"><bpmn:outgoing>flow_0</bpmn:outgoing></bpmn:startEvent>
  ${Array.from({ length: steps }, (_, at) => task(at + 1, at + 1 === steps)).join('\n')}
  <bpmn:endEvent id="ended" name="结束"><bpmn:incoming>flow_${steps}</bpmn:incoming></bpmn:endEvent>
  ${flows.join('\n')}
</bpmn:process>
<bpmndi:BPMNDiagram id="diagram_${id}"><bpmndi:BPMNPlane id="plane_${id}" bpmnElement="${id}">${shapes.join('')}${edges.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

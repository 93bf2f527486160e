// A pack of its own with one plain approval, for what no process of the packs shows.
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const properties = (settings) =>
  `<bpmn:extensionElements>${'kind' in settings ? '<zeebe:userTask/>' : ''}<zeebe:properties>
  ${Object.entries(settings).map(([name, value]) => `<zeebe:property name="jw:${name}" value="${value}"/>`).join('\n')}
  </zeebe:properties></bpmn:extensionElements>`;
const step = ([id, settings]) => `<bpmn:userTask id="${id}" name="${id}">${properties({ kind: 'approve', ...settings })}</bpmn:userTask>`;
const flow = (from, to) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const shape = (id, at) => `<bpmndi:BPMNShape id="shape_${id}" bpmnElement="${id}"><dc:Bounds x="${at}" y="100" width="100" height="80"/></bpmndi:BPMNShape>`;
const edge = (from, to, at) => `<bpmndi:BPMNEdge id="edge_${from}_${to}" bpmnElement="${from}_${to}">
  <di:waypoint x="${at + 100}" y="140"/><di:waypoint x="${at + 150}" y="140"/></bpmndi:BPMNEdge>`;

// `steps` {id: settings}, one behind the other; settings without their `jw:`.
export function paperModel(steps, process = {}) {
  const way = ['start', ...Object.keys(steps), 'end'];
  const links = way.slice(1).map((to, index) => [way[index], to, 150 * index]);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="t">
  <bpmn:process id="paper_flow" name="呈批" isExecutable="true">
    ${properties({ record: 'paper', starters: 'everyone', start_fields: 'title=required', ...process })}
    <bpmn:startEvent id="start"/>
    ${Object.entries(steps).map(step).join('\n')}
    <bpmn:endEvent id="end"/>
    ${links.map(([from, to]) => flow(from, to)).join('')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="paper_flow">
    ${way.map((id, index) => shape(id, 150 * index)).join('')}${links.map((link) => edge(...link)).join('')}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}

// A folder with the packs there are and this one; the caller removes it.
export function packsWithPaper(model, { fields = '', read = 'administrator' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-packs-'));
  const real = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'packs');
  for (const name of readdirSync(real)) symlinkSync(join(real, name), join(folder, name));
  const pack = join(folder, 'papers');
  for (const part of ['records', 'processes']) mkdirSync(join(pack, part), { recursive: true });
  writeFileSync(join(pack, 'pack.yaml'), 'id: papers\ntitle: 呈批件\nversion: 0.1.0\nlicense: Apache-2.0\nneeds: [common]\n');
  writeFileSync(
    join(pack, 'records', 'paper.yaml'),
    `title: 呈批件\ndescription: 呈请批示的文件。\nexample: 呈批件一\nfields:\n  title: {type: text, title: 标题}\n${fields}access: {read: [${read}], create: [everyone]}\n`,
  );
  writeFileSync(join(pack, 'processes', 'paper_flow.bpmn'), model);
  return folder;
}

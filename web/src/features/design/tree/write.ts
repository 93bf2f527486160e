import { type Box, type Drawing, lengthOfName } from './layout';
import { allNodes, type Branch, elementsOf, gatewayOf, type Lane, laneOf, type NodeKind, type Tree, type TreeNode } from './model';
import { withoutIdleMerges } from './routes';
import { writeSettings } from './settings';
import { layOutInLanes } from './swimlanes';
import { allOf, byId, childMade, childOf, childrenOf, makeElement, makeExpression, namespaces, place, setAttribute, takeOut } from './xml';

const elementOf: Partial<Record<NodeKind, string>> = {
  start: 'startEvent',
  end: 'endEvent',
  approve: 'userTask',
  handle: 'userTask',
  copy: 'serviceTask',
  call: 'callActivity',
  delay: 'intermediateCatchEvent',
  ...gatewayOf,
};

const nodeNames = new Set(['userTask', 'serviceTask', 'scriptTask', 'businessRuleTask', 'sendTask', 'receiveTask', 'manualTask', 'task', 'callActivity',
  'startEvent', 'endEvent', 'intermediateCatchEvent', 'intermediateThrowEvent', ...Object.values(gatewayOf)]);

// The model of a tree, drawn anew. What the tree does not show stays as it was read.
export function writeTree(changed: Tree): string {
  const tree = { ...changed, nodes: withoutIdleMerges(changed.nodes) };
  const document = tree.document.cloneNode(true) as XMLDocument;
  const process = childrenOf(document.documentElement, 'process').find((each) => (each.getAttribute('id') ?? '') === tree.process)!;
  const writer = new Writer(document, process);
  writer.write(tree);
  const events = new Set(childrenOf(process).filter((each) => each.localName.endsWith('Event')).map((each) => each.getAttribute('id')));
  const drawing = layOutInLanes(tree.nodes, tree.lanes, (node) => events.has(node.id), poolLeft + band * 2, poolTop);
  draw(document, process, drawing, writer.flows);
  const text = new XMLSerializer().serializeToString(document);
  return text.startsWith('<?xml') ? text : `<?xml version="1.0" encoding="UTF-8"?>\n${text}${text.endsWith('\n') ? '' : '\n'}`;
}

interface End {
  source: string;
  branch?: Branch;
}

class Writer {
  // The flows of the tree, by branch flow or by both ends.
  flows = new Map<string, Element>();
  private sources = new Map<string, Element>();
  private old: Element[];
  private kept = new Set<Element>();

  constructor(
    private document: XMLDocument,
    private process: Element,
  ) {
    for (const each of childrenOf(process)) this.sources.set(each.getAttribute('id') ?? '', each.cloneNode(true) as Element);
    this.old = childrenOf(process, 'sequenceFlow');
  }

  write(tree: Tree) {
    const { nodes } = tree;
    const ids = new Set(allNodes(nodes).flatMap((node) => elementsOf(node).map((each) => each.id)));
    for (const each of childrenOf(this.process))
      if (nodeNames.has(each.localName) && !ids.has(each.getAttribute('id') ?? '')) takeOut(each);
    for (const node of allNodes(nodes)) {
      if (node.kind === 'route') continue;
      this.element(node);
      if (node.join) this.own(node.join, node.joinFrom, gatewayOf[node.kind as keyof typeof gatewayOf]);
    }
    this.connect(nodes, []);
    for (const each of this.old) if (!this.kept.has(each)) takeOut(each);
    for (const node of allNodes(nodes)) if (node.branches) this.sort(node);
    this.refer(ids);
    this.lanes(tree);
  }

  private own(id: string, from: string | undefined, local: string): Element {
    const found = childrenOf(this.process).find((each) => each.getAttribute('id') === id);
    if (found) return found;
    const pattern = from ? this.sources.get(from) : undefined;
    const made = pattern ? (pattern.cloneNode(true) as Element) : makeElement(this.document, 'bpmn', local);
    made.setAttribute('id', id);
    made.removeAttribute('default');
    for (const each of [...childrenOf(made, 'incoming'), ...childrenOf(made, 'outgoing')]) takeOut(each);
    const first = childOf(this.process, 'sequenceFlow');
    return place(this.process, made, first ?? null);
  }

  private element(node: TreeNode) {
    const isNew = !node.from;
    const element = this.own(node.id, node.from, elementOf[node.kind]!);
    if (node.from && node.from !== node.id) this.renameParts(element, node);
    setAttribute(element, 'name', node.name);
    if (isNew && !childOf(element, 'extensionElements')) this.furnish(element, node);
    writeSettings(element, node.kind, node.settings);
    if (node.branches) {
      const usual = node.branches.find((branch) => branch.isDefault);
      setAttribute(element, 'default', usual?.flow ?? '');
    }
  }

  // Ids inside a copied step must be others than those of its pattern.
  private renameParts(element: Element, node: TreeNode) {
    for (const each of allOf(element)) {
      const id = each.getAttribute('id');
      if (id && byId(this.process, id) !== each) each.setAttribute('id', `${id}_${node.id}`);
    }
  }

  private furnish(element: Element, node: TreeNode) {
    if (elementOf[node.kind] === 'userTask') place(childMade(element, 'extensionElements'), makeElement(this.document, 'zeebe', 'userTask'));
    if (node.kind === 'copy') place(childMade(element, 'extensionElements'), makeElement(this.document, 'zeebe', 'taskDefinition', { type: 'notify:send' }));
    if (node.kind === 'delay' && !childOf(element, 'timerEventDefinition'))
      place(element, makeElement(this.document, 'bpmn', 'timerEventDefinition', { id: `timer_${node.id}` }));
  }

  private connect(nodes: TreeNode[], ends: End[]): End[] {
    for (const node of nodes) {
      const entry = node.kind === 'route' ? (node.settings.back ?? '') : (node.merge ?? node.id);
      for (const end of ends) this.flow(end, entry);
      if (node.merge) this.flow({ source: node.merge }, node.id);
      if (node.branches) {
        const tails = node.branches.flatMap((branch) => this.connect(branch.nodes, [{ source: node.id, branch }]));
        if (node.join) for (const tail of tails) this.flow(tail, node.join);
        ends = node.join ? [{ source: node.join }] : tails;
      } else ends = node.kind === 'end' || node.kind === 'route' ? [] : [{ source: node.id }];
    }
    return ends;
  }

  private flow(end: End, target: string) {
    const found = end.branch ? this.old.find((each) => each.getAttribute('id') === end.branch!.flow) : this.plain(end.source, target);
    const element = found ?? this.makeFlow(end, target);
    this.kept.add(element);
    setAttribute(element, 'sourceRef', end.source);
    setAttribute(element, 'targetRef', target);
    if (end.branch) this.writeBranch(element, end.branch);
    this.flows.set(end.branch?.flow ?? `${end.source} ${target}`, element);
  }

  // The flow that already joins the two, or the only one that left the source.
  private plain(source: string, target: string): Element | undefined {
    const free = this.old.filter((each) => !this.kept.has(each) && each.getAttribute('sourceRef') === source);
    const between = free.find((each) => each.getAttribute('targetRef') === target);
    if (between) return between;
    return free.length === 1 && !childOf(free[0], 'conditionExpression') ? free[0] : undefined;
  }

  private makeFlow(end: End, target: string): Element {
    const pattern = end.branch?.from ? this.sources.get(end.branch.from) : undefined;
    const made = pattern ? (pattern.cloneNode(true) as Element) : makeElement(this.document, 'bpmn', 'sequenceFlow');
    const wanted = end.branch?.flow ?? `flow_${end.source}_${target}`;
    let id = wanted;
    for (let count = 2; byId(this.document.documentElement, id); count += 1) id = `${wanted}_${count}`;
    made.setAttribute('id', id);
    return place(this.process, made);
  }

  private writeBranch(element: Element, branch: Branch) {
    setAttribute(element, 'name', branch.name);
    const found = childOf(element, 'conditionExpression');
    if ((found?.textContent?.trim() ?? '') === branch.condition) return;
    if (!branch.condition) takeOut(found!);
    else if (found) found.textContent = branch.condition;
    else place(element, makeExpression(this.document, 'conditionExpression', branch.condition));
  }

  // Conditions are tried in the order of the file: that of the branches.
  private sort(node: TreeNode) {
    const flows = node.branches!.map((branch) => this.flows.get(branch.flow)!);
    const places = childrenOf(this.process, 'sequenceFlow').filter((each) => flows.includes(each));
    if (places.every((each, index) => each === flows[index])) return;
    const marks = places.map((each) => {
      const mark = this.document.createComment('');
      each.replaceWith(mark);
      return mark;
    });
    marks.forEach((mark, index) => mark.replaceWith(flows[index]));
  }

  // Writes the incoming and outgoing flows of an element where they are others than before.
  private refer(ids: Set<string>) {
    const flows = childrenOf(this.process, 'sequenceFlow');
    for (const each of childrenOf(this.process)) if (ids.has(each.getAttribute('id') ?? '')) this.referAt(each, flows);
  }

  private referAt(element: Element, flows: Element[]) {
    const id = element.getAttribute('id');
    for (const [local, end] of [['incoming', 'targetRef'], ['outgoing', 'sourceRef']]) {
      const wanted = flows.filter((each) => each.getAttribute(end) === id).map((each) => each.getAttribute('id')!);
      const present = childrenOf(element, local);
      const stated = new Set(present.map((each) => each.textContent!.trim()));
      if (wanted.length === stated.size && wanted.every((each) => stated.has(each))) continue;
      for (const each of present) takeOut(each);
      for (const each of wanted) {
        const reference = makeElement(this.document, 'bpmn', local);
        reference.textContent = each;
        const before = childrenOf(element).find((child) => this.rank(child) > this.rank(reference));
        place(element, reference, before ?? null);
      }
    }
  }

  private rank(element: Element): number {
    const rank = ['documentation', 'extensionElements', 'incoming', 'outgoing'].indexOf(element.localName);
    return rank < 0 ? 4 : rank;
  }

  // The set of lanes as the tree has it; what is said of a lane besides stays.
  private lanes(tree: Tree) {
    const found = childOf(this.process, 'laneSet');
    if (tree.lanes.length === 0) return found && takeOut(found);
    const set = found ?? this.laneSet();
    const known = new Map(childrenOf(set, 'lane').map((each) => [each.getAttribute('id'), each]));
    for (const [id, each] of known) if (!tree.lanes.some((lane) => lane.id === id)) takeOut(each);
    const made = tree.lanes.map((lane) => known.get(lane.id) ?? place(set, makeElement(this.document, 'bpmn', 'lane', { id: lane.id })));
    made.forEach((lane, index) => {
      setAttribute(lane, 'name', tree.lanes[index].name);
      this.fill(lane, idsIn(tree, tree.lanes[index]));
    });
    if (childrenOf(set, 'lane').every((each, index) => each === made[index])) return;
    for (const lane of made) takeOut(lane);
    for (const lane of made) place(set, lane);
  }

  private laneSet(): Element {
    const made = makeElement(this.document, 'bpmn', 'laneSet', { id: `lanes_${this.process.getAttribute('id')}` });
    const before = childrenOf(this.process).find((each) => !['documentation', 'extensionElements'].includes(each.localName));
    return place(this.process, made, before ?? null);
  }

  private fill(lane: Element, ids: Set<string>) {
    const present = childrenOf(lane, 'flowNodeRef');
    for (const each of present) if (!ids.has(each.textContent!.trim())) takeOut(each);
    const stated = new Set(present.map((each) => each.textContent!.trim()));
    for (const id of ids) {
      if (stated.has(id)) continue;
      const reference = makeElement(this.document, 'bpmn', 'flowNodeRef');
      reference.textContent = id;
      place(lane, reference);
    }
  }
}

// What lies in a lane: steps, and gateways where branches meet.
function idsIn(tree: Tree, lane: Lane): Set<string> {
  const placed = allNodes(tree.nodes).flatMap(elementsOf);
  return new Set(placed.filter((each) => laneOf(tree, each.lane) === lane.id).map(({ id }) => id));
}

const poolLeft = 160;
const poolTop = 80;
const band = 30;

// Writes the diagram anew, keeping the ids of the diagram and its plane.
function draw(document: XMLDocument, process: Element, drawing: Drawing, flows: Map<string, Element>) {
  const root = document.documentElement;
  const diagrams = childrenOf(root, 'BPMNDiagram', 'bpmndi');
  for (const each of diagrams.slice(1)) takeOut(each);
  const diagram = diagrams[0] ?? place(root, makeElement(document, 'bpmndi', 'BPMNDiagram', { id: `diagram_${process.getAttribute('id')}` }));
  const collaboration = childOf(root, 'collaboration');
  const plane = childOf(diagram, 'BPMNPlane', 'bpmndi') ?? place(diagram, makeElement(document, 'bpmndi', 'BPMNPlane', { id: `plane_${process.getAttribute('id')}` }));
  plane.setAttribute('bpmnElement', (collaboration ?? process).getAttribute('id')!);
  while (plane.firstChild) plane.firstChild.remove();
  const pool = collaboration && childOf(collaboration, 'participant');
  const set = childOf(process, 'laneSet');
  const lanes = set ? childrenOf(set, 'lane') : [];
  const names = [pool, ...(lanes.length === 1 ? lanes : [])].map((each) => lengthOfName(each?.getAttribute('name')));
  const height = Math.max(drawing.height, ...names);
  if (pool) shape(plane, pool, { x: poolLeft, y: poolTop, width: drawing.width + 2 * band, height }).setAttribute('isHorizontal', 'true');
  let y = poolTop;
  lanes.forEach((lane, index) => {
    const below = poolTop + height - y;
    const own = index === lanes.length - 1 ? below : drawing.lanes![index];
    shape(plane, lane, { x: poolLeft + band, y, width: drawing.width + band, height: own }).setAttribute('isHorizontal', 'true');
    y += own;
  });
  const elements = new Map(childrenOf(process).map((each) => [each.getAttribute('id'), each]));
  for (const [id, { box, label }] of drawing.shapes) {
    const element = elements.get(id)!;
    const made = shape(plane, element, box, label);
    if (element.localName === 'exclusiveGateway') made.setAttribute('isMarkerVisible', 'true');
  }
  for (const edge of drawing.edges) {
    const flow = flows.get(edge.flow ?? `${edge.source} ${edge.target}`)!;
    const id = flow.getAttribute('id')!;
    const made = place(plane, makeElement(document, 'bpmndi', 'BPMNEdge', { id: `${id}_di`, bpmnElement: id }));
    for (const point of edge.points) place(made, makeElement(document, 'di', 'waypoint', { x: Math.round(point.x), y: Math.round(point.y) }));
    if (edge.label) writeLabel(made, edge.label);
  }
}

function shape(plane: Element, element: Element, box: Box, label?: Box): Element {
  const id = element.getAttribute('id')!;
  const document = plane.ownerDocument as XMLDocument;
  const made = place(plane, makeElement(document, 'bpmndi', 'BPMNShape', { id: `${id}_di`, bpmnElement: id }));
  bounds(made, box);
  if (label) writeLabel(made, label);
  return made;
}

function writeLabel(parent: Element, label: Box) {
  bounds(place(parent, makeElement(parent.ownerDocument as XMLDocument, 'bpmndi', 'BPMNLabel')), label);
}

function bounds(parent: Element, { x, y, width, height }: Box) {
  const round = Math.round;
  place(parent, makeElement(parent.ownerDocument as XMLDocument, 'dc', 'Bounds', { x: round(x), y: round(y), width: round(width), height: round(height) }));
}

// A new model: it starts and it ends.
export function emptyModel(process: string, name: string, words: { start: string; end: string }): string {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions ${Object.entries(namespaces).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`).join(' ')} id="definitions_${process}" targetNamespace="https://jingwei.example/packs">
  <bpmn:process id="${process}" isExecutable="true">
  </bpmn:process>
</bpmn:definitions>
`;
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  childOf(document.documentElement, 'process')!.setAttribute('name', name);
  const nodes: TreeNode[] = [
    { id: 'started', kind: 'start', name: words.start, settings: {} },
    { id: 'ended', kind: 'end', name: words.end, settings: {} },
  ];
  return writeTree({ document, process, nodes, lanes: [] });
}


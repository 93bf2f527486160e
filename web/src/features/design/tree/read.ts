import { allNodes, type Branch, type BlockKind, gatewayOf, isOpen, type Lane, type NodeKind, type Reading, type Reason, type TreeNode } from './model';
import { leadsBack } from './routes';
import { readSettings, timerOf } from './settings';
import { childOf, childrenOf, namespaces } from './xml';

interface Flow {
  id: string;
  element: Element;
  source: string;
  target: string;
}

// A run of steps up to where ways meet (`exit`), with the number of flows that lead there.
interface Run {
  nodes: TreeNode[];
  exit: string | null;
  flows: number;
}

const tasks = ['userTask', 'serviceTask', 'scriptTask', 'businessRuleTask', 'sendTask', 'receiveTask', 'manualTask', 'task'];
const passed = ['extensionElements', 'documentation', 'laneSet', 'ioSpecification', 'property', 'sequenceFlow'];

// Reads a model as a tree, or says which elements are why it is none.
export function readTree(xml: string): Reading {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const root = document.documentElement;
  if (document.getElementsByTagName('parsererror').length > 0 || root.localName !== 'definitions' || root.namespaceURI !== namespaces.bpmn)
    return { reasons: [{ element: '', name: '', why: 'broken' }] };
  const processes = childrenOf(root, 'process');
  const collaboration = childOf(root, 'collaboration');
  const participants = collaboration ? childrenOf(collaboration, 'participant') : [];
  if (processes.length !== 1 || participants.length > 1)
    return { reasons: (processes.length === 1 ? participants : processes).slice(1).map((each) => reason(each, 'processes')).concat(processes.length ? [] : [{ element: '', name: '', why: 'broken' }]) };
  const reader = new Reader(processes[0]);
  const nodes = reader.read();
  for (const each of collaboration ? childrenOf(collaboration) : [])
    if (['messageFlow', 'textAnnotation', 'group'].includes(each.localName)) reader.refuse(each, 'annotation');
  if (reader.reasons.length > 0) return { reasons: reader.reasons };
  return { tree: { document, process: processes[0].getAttribute('id') ?? '', nodes, lanes: reader.lanes } };
}

function reason(element: Element, why: Reason['why']): Reason {
  return { element: element.getAttribute('id') ?? '', name: element.getAttribute('name') ?? '', why };
}

class Reader {
  reasons: Reason[] = [];
  lanes: Lane[] = [];
  private laneAt = new Map<string, string>();
  private elements = new Map<string, Element>();
  private outgoing = new Map<string, Flow[]>();
  private incoming = new Map<string, Flow[]>();
  private seen = new Set<string>();
  private routes = new Map<string, Flow>(); // flows that lead back, by what stands for their target
  private returned = new Set<string>(); // where they lead

  constructor(private process: Element) {}

  refuse(element: Element, why: Reason['why']) {
    const id = element.getAttribute('id') ?? '';
    if (!this.reasons.some((each) => each.element === id)) this.reasons.push(reason(element, why));
  }

  read(): TreeNode[] {
    this.collect();
    const starts = [...this.elements.values()].filter((each) => each.localName === 'startEvent');
    if (starts.length === 0) this.reasons.push({ ...reason(this.process, 'starts') });
    for (const each of starts.slice(1)) this.refuse(each, 'starts');
    if (this.reasons.length > 0) return [];
    this.takeBack(starts[0].getAttribute('id')!);
    const run = this.run(starts[0].getAttribute('id')!);
    if (run.exit) this.refuse(this.elements.get(run.exit)!, this.leadsTo(run.exit, run.exit) ? 'loop' : 'join');
    if (this.reasons.length > 0) return [];
    for (const [id, element] of this.elements) if (!this.seen.has(id)) this.refuse(element, 'unconnected');
    for (const node of allNodes(run.nodes)) {
      const target = this.elements.get(node.settings.back);
      if (node.kind === 'route' && target && !leadsBack(run, node)) this.refuse(target, 'loop');
    }
    const last = this.elements.get(run.nodes.at(-1)!.id);
    if (isOpen(run.nodes) && last) this.refuse(last, 'unconnected');
    return run.nodes;
  }

  private collect() {
    for (const each of childrenOf(this.process)) {
      const id = each.getAttribute('id') ?? '';
      if (each.namespaceURI !== namespaces.bpmn || passed.includes(each.localName)) continue;
      if (each.localName === 'boundaryEvent') this.refuse(each, 'boundary');
      else if (['textAnnotation', 'association', 'group', 'dataObject', 'dataObjectReference', 'dataStoreReference'].includes(each.localName)) this.refuse(each, 'annotation');
      else if (this.kindOf(each)) this.elements.set(id, each);
      else this.refuse(each, 'element');
    }
    const sets = childrenOf(this.process, 'laneSet');
    sets.forEach((set, index) => childrenOf(set, 'lane').forEach((lane) => this.lane(lane, index > 0)));
    for (const each of childrenOf(this.process, 'sequenceFlow')) {
      const flow = { id: each.getAttribute('id') ?? '', element: each, source: each.getAttribute('sourceRef') ?? '', target: each.getAttribute('targetRef') ?? '' };
      this.outgoing.set(flow.source, [...(this.outgoing.get(flow.source) ?? []), flow]);
      this.incoming.set(flow.target, [...(this.incoming.get(flow.target) ?? []), flow]);
    }
  }

  // Lanes within lanes, and a second set of them, are more than the tree shows.
  private lane(lane: Element, isSecond: boolean) {
    if (isSecond || childOf(lane, 'childLaneSet')) return this.refuse(lane, 'lanes');
    const id = lane.getAttribute('id') ?? '';
    this.lanes.push({ id, name: lane.getAttribute('name') ?? '' });
    for (const each of childrenOf(lane, 'flowNodeRef')) this.laneAt.set(each.textContent!.trim(), id);
  }

  private kindOf(element: Element): NodeKind | undefined {
    const local = element.localName;
    const block = (Object.keys(gatewayOf) as BlockKind[]).find((kind) => gatewayOf[kind] === local);
    if (block) return block;
    if (local === 'startEvent') return 'start';
    if (local === 'endEvent') return 'end';
    if (local === 'callActivity') return 'call';
    if (local === 'userTask') return ['approve', 'vote'].includes(readSettings(element, 'handle')['jw:kind']) ? 'approve' : 'handle';
    if (local === 'intermediateCatchEvent') return timerOf(element) && childOf(timerOf(element)!, 'timeDuration') ? 'delay' : 'automatic';
    if (local === 'intermediateThrowEvent') return childOf(element, 'linkEventDefinition') ? undefined : 'automatic';
    const extensions = childOf(element, 'extensionElements');
    const type = extensions && childOf(extensions, 'taskDefinition', 'zeebe')?.getAttribute('type');
    if (local === 'serviceTask' && type === 'notify:send') return 'copy';
    return tasks.includes(local) ? 'automatic' : undefined;
  }

  // Flows that lead back to what lies before them on every way, or nowhere, end their way: each is a route.
  private takeBack(start: string) {
    const flows = [...this.outgoing.values()].flat();
    const isBack = ({ source, target }: Flow) => !this.elements.has(target) || (this.leadsTo(target, source) && source !== start && !this.leadsTo(start, source, target));
    for (const flow of flows.filter(isBack)) {
      const { target } = flow;
      this.returned.add(target);
      this.incoming.set(target, this.in(target).filter((each) => each !== flow));
      flow.target = `${flow.id} back`;
      this.routes.set(flow.target, { ...flow, target });
    }
  }

  // Whether this gateway brings nothing together but routes back to the step behind it.
  private isMerge(id: string, flows: number): boolean {
    if (!this.returned.has(id) || this.elements.get(id)!.localName !== 'exclusiveGateway' || this.in(id).length > Math.max(flows, 1)) return false;
    const [after] = this.out(id);
    const step = this.out(id).length === 1 && this.elements.get(after.target);
    return Boolean(step) && !this.isJoin(after.target) && this.in(after.target).length === 1;
  }

  private out = (id: string) => this.outgoing.get(id) ?? [];
  private in = (id: string) => this.incoming.get(id) ?? [];

  // Whether this element only brings ways together: the end of a block.
  private isJoin(id: string): boolean {
    return (Object.values(gatewayOf) as string[]).includes(this.elements.get(id)!.localName) && this.out(id).length <= 1;
  }

  // The steps from an element on; it stops in front of the first one where ways meet.
  private run(start: string, first?: Flow): Run {
    const nodes: TreeNode[] = [];
    let next: string | undefined = start;
    let flows = first ? 1 : 0;
    let merge: string | undefined;
    while (next !== undefined) {
      const route = this.routes.get(next);
      if (route) {
        const isOnlyStep = first !== undefined && nodes.length === 0; // The flow is the branch then.
        nodes.push({ id: isOnlyStep ? `${route.id}_route` : route.id, kind: 'route', name: '', settings: { back: route.target } });
        return { nodes, exit: null, flows: 0 };
      }
      const element: Element | undefined = this.elements.get(next);
      if (!element) return { nodes, exit: null, flows: 0 };
      if (this.isMerge(next, flows)) {
        this.seen.add(next);
        merge = next;
        next = this.out(next)[0].target;
        flows = 1;
        continue;
      }
      if (this.isJoin(next) || this.in(next).length > Math.max(flows, 1)) return { nodes, exit: next, flows: 1 };
      if (this.seen.has(next)) return { nodes, exit: next, flows: 1 };
      this.seen.add(next);
      const kind = this.kindOf(element)!;
      const node: TreeNode = { id: next, kind, name: element.getAttribute('name') ?? '', settings: readSettings(element, kind), from: next, lane: this.laneAt.get(next) };
      if (merge) Object.assign(node, { merge, mergeLane: this.laneAt.get(merge) });
      merge = undefined;
      nodes.push(node);
      if (!(kind in gatewayOf)) {
        const ways = this.out(next);
        if (ways.length > 1 || (ways.length === 1 && kind === 'end')) this.refuse(element, 'element');
        if (ways[0] && childOf(ways[0].element, 'conditionExpression')) this.refuse(element, 'element');
        next = ways[0]?.target;
        flows = 1;
        continue;
      }
      const block = this.block(node, element);
      if (block.exit === null || block.flows < this.in(block.exit).length) return { nodes, ...block };
      if (!this.isJoin(block.exit)) {
        next = block.exit;
        flows = block.flows;
        continue;
      }
      this.seen.add(block.exit);
      node.join = block.exit;
      node.joinFrom = block.exit;
      node.joinLane = this.laneAt.get(block.exit);
      next = this.out(block.exit)[0]?.target;
      flows = 1;
    }
    return { nodes, exit: null, flows: 0 };
  }

  private block(node: TreeNode, element: Element): { exit: string | null; flows: number } {
    const usual = element.getAttribute('default');
    const runs: Run[] = [];
    node.join = null;
    node.branches = this.out(node.id).map((flow): Branch => {
      const run = this.run(flow.target, flow);
      runs.push(run);
      return {
        flow: flow.id,
        from: flow.id,
        name: flow.element.getAttribute('name') ?? '',
        condition: childOf(flow.element, 'conditionExpression')?.textContent?.trim() ?? '',
        isDefault: flow.id === usual,
        nodes: run.nodes,
      };
    });
    const open = runs.filter((run) => run.exit !== null);
    const exit = open[0]?.exit ?? null;
    if (exit === null) return { exit, flows: 0 };
    const meeting = this.elements.get(exit)!;
    const isLooped = open.some((run) => this.leadsTo(run.exit!, node.id));
    const isOneType = meeting.localName === element.localName && this.isJoin(exit);
    const flows = open.reduce((sum, run) => sum + run.flows, 0);
    const fits =
      node.kind === 'conditions'
        ? isOneType || !this.isJoin(exit) || (open.length === 1 && this.in(exit).length > 1)
        : isOneType && flows === this.in(exit).length && open.every((run) => run.flows === 1);
    if (isLooped) this.refuse(meeting, 'loop');
    else if (open.some((run) => run.exit !== exit)) this.refuse(element, 'join');
    else if (!fits) this.refuse(meeting, 'join');
    return { exit, flows };
  }

  private leadsTo(from: string, target: string, without?: string): boolean {
    const reached = new Set<string | undefined>([without]);
    const waiting = this.out(from).map((flow) => flow.target);
    while (waiting.length > 0) {
      const each = waiting.pop()!;
      if (each === target) return true;
      if (reached.has(each)) continue;
      reached.add(each);
      waiting.push(...this.out(each).map((flow) => flow.target));
    }
    return false;
  }
}

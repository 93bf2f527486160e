// The active elements of an instance as a tree, down into what it has called where something failed there.
import type { Engine } from '@/api/engine';
import type { FlowNode } from './model';

export type OpenElement = Engine['OpenElement'];
type Failed = Pick<Engine['Incident'], 'elementInstanceKey' | 'processInstanceKey'>;

export class OpenTree {
  private readonly byKey: Map<string, OpenElement>;
  private readonly callers: Map<string, OpenElement>; // by the instance that was called
  private readonly failed = new Set<string>();
  private readonly marked = new Set<string>();

  constructor(
    private readonly instance: string,
    elements: OpenElement[],
    incidents: Failed[],
  ) {
    this.byKey = new Map(elements.map((each) => [each.elementInstanceKey, each]));
    this.callers = new Map(elements.flatMap((each) => (each.calledProcessInstanceKey ? [[each.calledProcessInstanceKey, each]] : [])));
    for (const incident of incidents) {
      this.failed.add(incident.elementInstanceKey);
      for (const each of this.wayTo(incident)) this.marked.add(each.elementInstanceKey);
    }
  }

  // From the outermost to the element itself, across calls. Without an element that is no element of a model: the process.
  wayTo({ elementInstanceKey, processInstanceKey }: Failed): OpenElement[] {
    const way: OpenElement[] = [];
    let here = this.byKey.get(elementInstanceKey) ?? this.callers.get(processInstanceKey);
    for (; here; here = this.byKey.get(here.scopeKey) ?? this.callers.get(here.processInstanceKey)) way.unshift(here);
    return way;
  }

  at(key: string): OpenElement | undefined {
    return this.byKey.get(key);
  }

  // Those of the instance itself, also the wholes of multi-instance activities.
  activeAt(element: string): OpenElement[] {
    return [...this.byKey.values()].filter((each) => each.processInstanceKey === this.instance && each.elementId === element);
  }

  // Those that hold others.
  scopesAt(element: string): OpenElement[] {
    return this.activeAt(element).filter((each) => !isWhole(each));
  }

  // The whole of a multi-instance activity, once for each, where nothing failed at it itself.
  wholes(): string[] {
    return [...this.byKey.values()]
      .filter((each) => each.processInstanceKey === this.instance && isWhole(each) && !this.failed.has(each.elementInstanceKey))
      .map((each) => each.elementId);
  }

  // Those inside of which, or of what they have called, something failed, once for each.
  failedInside(): string[] {
    return [...this.byKey.values()]
      .filter((each) => each.processInstanceKey === this.instance && !isInner(each) && this.isMarkedInside(each.elementInstanceKey))
      .map((each) => each.elementId);
  }

  isMarked(element: string): boolean {
    return this.marked.has(element);
  }

  isMarkedInside(element: string): boolean {
    return this.marked.has(element) && !this.failed.has(element);
  }

  // The element instances around which something new may begin: the nearest containers that run. None: the instance.
  scopesFor(target: FlowNode | undefined): OpenElement[] {
    for (const container of target?.around ?? []) {
      const running = this.scopesAt(container);
      if (running.length > 0) return running;
    }
    return [];
  }

  // Whether each of these is inside one of the containers: what begins in its place begins there.
  areInside(tokens: OpenElement[], scopes: OpenElement[]): boolean {
    const keys = new Set(scopes.map((each) => each.elementInstanceKey));
    return tokens.length > 0 && tokens.every((token) => this.wayTo(token).slice(0, -1).some((each) => keys.has(each.elementInstanceKey)));
  }

  // Containers that do not run are opened, but for those of many instances.
  mayBegin(target: FlowNode, nodes: FlowNode[]): boolean {
    if (!target.beginsByHand) return false;
    for (const container of target.around) {
      if (this.scopesAt(container).length > 0) return true;
      const node = nodes.find((each) => each.id === container);
      if (node?.isMany || node?.beginsByHand === false) return false;
    }
    return true;
  }
}

export function isWhole({ type }: OpenElement): boolean {
  return type === 'MULTI_INSTANCE_BODY';
}

// What an activation of an ad-hoc sub-process has begun: no element of its own in the drawing.
function isInner({ type }: OpenElement): boolean {
  return type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE' || type === 'MULTI_INSTANCE_BODY';
}

// What tells an element from others of its kind: which one it is of what is around it, with the values that it was begun for.
export function labelOf(way: OpenElement[], nameOf: (element: OpenElement) => string, valueOf: (element: OpenElement) => string | undefined): string {
  return way
    .filter((each, at) => !isWhole(each) || at === way.length - 1)
    .map((each) => {
      const value = valueOf(each);
      return `${nameOf(each)}${each.loopCounter ? ` #${each.loopCounter}` : ''}${value ? ` (${value})` : ''}`;
    })
    .join(' › ');
}

// A way cut where it goes into a called instance.
export function callsOf(way: OpenElement[]): OpenElement[][] {
  const parts: OpenElement[][] = [];
  for (const each of way) {
    if (parts.at(-1)?.[0].processInstanceKey === each.processInstanceKey) parts.at(-1)?.push(each);
    else parts.push([each]);
  }
  return parts;
}

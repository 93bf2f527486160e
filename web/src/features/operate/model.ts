// The flow nodes of a BPMN model, read for lists to choose from and for a drawing with counts.
import type { Schemas } from '@/api/client';
import type { ElementCount } from '@/api/engine';
import type { Language } from '@/lib/language';

export interface FlowNode {
  id: string;
  name: string;
  kind: string; // the name of its element: userTask, subProcess …
  around: string[]; // sub-processes, the innermost first
  isMany: boolean; // a multi-instance activity
  item?: string; // the variable that tells each of its instances from the others
  beginsByHand: boolean;
}

const containers = /([sS]ubProcess|transaction)$/;
const kinds = /(Task|task|Event|Gateway|[sS]ubProcess|transaction|callActivity)$/;

// In English as the packs call them, where they do.
export function flowNodesOf(xml: string, language: Language = 'zh-CN'): FlowNode[] {
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  return [...model.querySelectorAll('process [id], process[id]')]
    .filter((part) => kinds.test(part.localName) && part.localName !== 'process')
    .map((part) => ({
      id: part.getAttribute('id') ?? '',
      name: (language === 'en' && englishOf(part)) || part.getAttribute('name') || '',
      kind: part.localName,
      around: containersOf(part),
      ...repetitionOf(part),
      beginsByHand: !/^(startEvent|boundaryEvent)$/.test(part.localName) && !isCompensating(part),
    }));
}

function containersOf(part: Element): string[] {
  const outer = part.parentElement;
  return outer && containers.test(outer.localName) ? [outer.getAttribute('id') ?? '', ...containersOf(outer)] : [];
}

function repetitionOf(part: Element): { isMany: boolean; item?: string } {
  const characteristics = [...part.children].find((child) => child.localName === 'multiInstanceLoopCharacteristics');
  const settings = [...(characteristics?.getElementsByTagName('*') ?? [])].find((child) => child.localName === 'loopCharacteristics');
  return { isMany: Boolean(characteristics), item: settings?.getAttribute('inputElement') ?? undefined };
}

// What undoes a sub-process begins when that is undone.
function isCompensating(part: Element): boolean {
  const starts = [...part.children].filter((child) => child.localName === 'startEvent');
  return starts.some((start) => [...start.children].some((child) => child.localName === 'compensateEventDefinition'));
}

function englishOf(part: Element): string | null | undefined {
  const extensions = [...part.children].find((child) => child.localName === 'extensionElements');
  return extensions?.querySelector('[name="jw:title_en"]')?.getAttribute('value');
}

// Whether the model has a drawing with the element in it.
export function isDrawn(xml: string, element: string): boolean {
  return new RegExp(`bpmnElement=["']${element}["']`).test(xml);
}

// What runs at an element. The whole of a multi-instance activity, once for each of `wholes`, is none of its instances.
export function runningOf(counts: ElementCount[], wholes: string[]): ElementCount[] {
  const of = (element: string) => wholes.filter((whole) => whole === element).length;
  return counts.map((count) => ({ ...count, active: Math.max(0, count.active - of(count.elementId)) }));
}

// Elements inside of which something failed, once for each instance, count as failed and no more as running.
export function markedOf(counts: ElementCount[], failedInside: string[]): ElementCount[] {
  return counts.map((count) => {
    const failed = failedInside.filter((element) => element === count.elementId).length;
    return { ...count, active: Math.max(0, count.active - failed), incidents: count.incidents + failed };
  });
}

// What is at an element in words: what failed and what goes on.
export function wordsOf({ active, incidents }: ElementCount, t: (text: 'countIncidents' | 'countActive', more: { count: number }) => string): string {
  return [incidents > 0 && t('countIncidents', { count: incidents }), active > 0 && t('countActive', { count: active })].filter(Boolean).join(' · ');
}

// Where the tokens of an instance are: what is active and what failed with its counts, what is over marked as done.
export function drawnOf(
  xml: string,
  counts: ElementCount[],
  flows: string[],
  names: Schemas['Diagram']['names'],
  say: (count: ElementCount) => string,
): Schemas['Diagram'] {
  const active = counts
    .filter((count) => count.active > 0 && count.incidents === 0)
    .map((count) => ({ element: count.elementId, since: '', persons: [{ id: count.elementId, name: say(count) }], vacant: [] }));
  const incidents = counts
    .filter((count) => count.incidents > 0)
    .map((count) => ({ key: count.elementId, element: count.elementId, code: '', title: { zh: say(count), en: say(count) }, at: '' }));
  const done = counts.filter((count) => count.completed > 0).map((count) => ({ element: count.elementId, times: count.completed }));
  return { xml, names, active, done, flows, incidents };
}

export function nameOfNode(nodes: FlowNode[], id: string): string {
  return nodes.find((node) => node.id === id)?.name || id;
}


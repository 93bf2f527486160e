// Reading and changing elements of a BPMN document, whatever prefixes it uses.

export const namespaces = {
  bpmn: 'http://www.omg.org/spec/BPMN/20100524/MODEL',
  bpmndi: 'http://www.omg.org/spec/BPMN/20100524/DI',
  dc: 'http://www.omg.org/spec/DD/20100524/DC',
  di: 'http://www.omg.org/spec/DD/20100524/DI',
  zeebe: 'http://camunda.org/schema/zeebe/1.0',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
};
export type Space = keyof typeof namespaces;

const declarations = 'http://www.w3.org/2000/xmlns/';

export function childrenOf(parent: Element, local?: string, space: Space = 'bpmn'): Element[] {
  const found: Element[] = [];
  for (let each = parent.firstElementChild; each; each = each.nextElementSibling)
    if (!local || (each.localName === local && each.namespaceURI === namespaces[space])) found.push(each);
  return found;
}

export function childOf(parent: Element, local: string, space: Space = 'bpmn'): Element | undefined {
  return childrenOf(parent, local, space)[0];
}

// Every element at and below this one.
export function allOf(root: Element): Element[] {
  return [root, ...childrenOf(root).flatMap(allOf)];
}

export function byId(root: Element, id: string): Element | undefined {
  return allOf(root).find((each) => each.getAttribute('id') === id);
}

function prefixOf(document: XMLDocument, space: Space): string {
  const root = document.documentElement;
  const uri = namespaces[space];
  const declared = root.lookupPrefix(uri) ?? (root.isDefaultNamespace(uri) ? '' : null);
  if (declared !== null) return declared;
  const prefix = [space, `${space}2`].find((each) => root.lookupNamespaceURI(each) === null)!;
  root.setAttributeNS(declarations, `xmlns:${prefix}`, uri);
  return prefix;
}

export function makeElement(document: XMLDocument, space: Space, local: string, attributes: Record<string, string | number> = {}): Element {
  const prefix = prefixOf(document, space);
  const made = document.createElementNS(namespaces[space], prefix ? `${prefix}:${local}` : local);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

// An expression element, whose text is FEEL or a constant.
export function makeExpression(document: XMLDocument, local: string, text: string): Element {
  const made = makeElement(document, 'bpmn', local);
  const model = prefixOf(document, 'bpmn');
  made.setAttributeNS(namespaces.xsi, `${prefixOf(document, 'xsi')}:type`, `${model ? `${model}:` : ''}tFormalExpression`);
  made.textContent = text;
  return made;
}

function depthOf(element: Element): number {
  return element.parentElement ? depthOf(element.parentElement) + 1 : 0;
}

// Puts an element before another one (or last) on a line of its own, as deep as it lies.
export function place(parent: Element, child: Element, before: Element | null = null): Element {
  const document = parent.ownerDocument;
  const margin = (depth: number) => document.createTextNode(`\n${'  '.repeat(depth)}`);
  const depth = depthOf(parent) + 1;
  if (before) {
    parent.insertBefore(child, before);
    parent.insertBefore(margin(depth), before);
  } else {
    const tail = parent.lastChild;
    if (tail?.nodeType === 3 && !tail.textContent!.trim()) tail.remove();
    parent.append(margin(depth), child, margin(depth - 1));
  }
  return child;
}

// Takes an element out, with the white space in front of it.
export function takeOut(element: Element) {
  const space = element.previousSibling;
  if (space?.nodeType === 3 && !space.textContent!.trim()) space.remove();
  element.remove();
}

const order = ['documentation', 'extensionElements', 'incoming', 'outgoing'];

// The child of that name, made where the schema wants it when it is missing.
export function childMade(parent: Element, local: string, space: Space = 'bpmn'): Element {
  const found = childOf(parent, local, space);
  if (found) return found;
  const rank = order.indexOf(local);
  const before = space === 'bpmn' && rank >= 0 ? childrenOf(parent).find((each) => order.indexOf(each.localName) > rank || !order.includes(each.localName)) : undefined;
  return place(parent, makeElement(parent.ownerDocument as XMLDocument, space, local), before ?? null);
}

export function setAttribute(element: Element, name: string, value: string) {
  if ((element.getAttribute(name) ?? '') === value) return;
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

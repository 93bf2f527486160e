// The settings of a step, read from its element and put back into it.
import type { NodeKind, Settings } from './model';
import { childMade, childOf, childrenOf, makeElement, makeExpression, place, setAttribute, takeOut } from './xml';

const starters = 'jw:starters';
const headers = ['to', 'title', 'text'];

export function readSettings(element: Element, kind: NodeKind): Settings {
  const settings = propertiesOf(element);
  const extensions = childOf(element, 'extensionElements');
  if (kind === 'start') readProcess(element, settings);
  if (kind === 'call') settings.process = (extensions && childOf(extensions, 'calledElement', 'zeebe')?.getAttribute('processId')) ?? '';
  if (kind === 'delay') settings.wait = childOf(timerOf(element)!, 'timeDuration')?.textContent?.trim() ?? '';
  if (kind === 'copy') {
    const list = childOf(extensions!, 'taskHeaders', 'zeebe');
    for (const each of list ? childrenOf(list, 'header', 'zeebe') : []) {
      const key = each.getAttribute('key') ?? '';
      if (headers.includes(key)) settings[key] = each.getAttribute('value') ?? '';
    }
  }
  return settings;
}

function propertiesOf(element: Element): Settings {
  const found: Settings = {};
  const extensions = childOf(element, 'extensionElements');
  const properties = extensions && childOf(extensions, 'properties', 'zeebe');
  for (const each of properties ? childrenOf(properties, 'property', 'zeebe') : []) {
    const name = each.getAttribute('name') ?? '';
    if (name.startsWith('jw:')) found[name] = each.getAttribute('value') ?? '';
  }
  return found;
}

// What the process itself says stands at its start, under `of.` and its name; its starters and its name by themselves.
function readProcess(start: Element, settings: Settings) {
  const process = start.parentElement;
  if (!process || process.localName !== 'process') return;
  const { [starters]: who = '', ...others } = propertiesOf(process);
  settings.starters = who;
  settings.name = process.getAttribute('name') ?? '';
  for (const [name, value] of Object.entries(others)) settings[`of.${name}`] = value;
}

function writeProcess(process: Element, changed: Set<string>, settings: Settings) {
  if (changed.has('name') && settings.name?.trim()) setAttribute(process, 'name', settings.name.trim());
  const own = [...changed].filter((name) => name === 'starters' || name.startsWith('of.jw:'));
  if (own.length === 0) return;
  const list = childMade(childMade(process, 'extensionElements'), 'properties', 'zeebe');
  for (const name of own) writePair(list, 'property', 'name', name === 'starters' ? starters : name.slice(3), settings[name] ?? '');
}

export function timerOf(element: Element): Element | undefined {
  return childOf(element, 'timerEventDefinition');
}

// Changes what differs; what is no setting of the tree stays as it stands.
export function writeSettings(element: Element, kind: NodeKind, settings: Settings) {
  const before = readSettings(element, kind);
  const changed = new Set([...Object.keys(before), ...Object.keys(settings)].filter((name) => (before[name] ?? '') !== (settings[name] ?? '')));
  const own = [...changed].filter((name) => name.startsWith('jw:'));
  if (own.length > 0) {
    const list = childMade(childMade(element, 'extensionElements'), 'properties', 'zeebe');
    for (const name of own) writePair(list, 'property', 'name', name, settings[name] ?? '');
  }
  if (kind === 'start' && element.parentElement?.localName === 'process') writeProcess(element.parentElement, changed, settings);
  if (kind === 'call' && changed.has('process'))
    setAttribute(childMade(childMade(element, 'extensionElements'), 'calledElement', 'zeebe'), 'processId', settings.process ?? '');
  if (kind === 'copy') {
    for (const key of headers.filter((each) => changed.has(each)))
      writePair(childMade(childMade(element, 'extensionElements'), 'taskHeaders', 'zeebe'), 'header', 'key', key, settings[key] ?? '');
  }
  if (kind === 'delay' && changed.has('wait')) writeDuration(element, settings.wait ?? '');
}

function writePair(list: Element, local: string, key: string, name: string, value: string) {
  const found = childrenOf(list, local, 'zeebe').find((each) => each.getAttribute(key) === name);
  if (!value) {
    if (found) takeOut(found);
  } else if (found) found.setAttribute('value', value);
  else place(list, makeElement(list.ownerDocument as XMLDocument, 'zeebe', local, { [key]: name, value }));
}

function writeDuration(element: Element, wait: string) {
  const timer = timerOf(element)!;
  const found = childOf(timer, 'timeDuration');
  if (found) found.textContent = wait;
  else place(timer, makeExpression(element.ownerDocument as XMLDocument, 'timeDuration', wait));
}

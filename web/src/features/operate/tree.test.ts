// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { flowNodesOf } from './model';
import { callsOf, labelOf, type OpenElement, OpenTree } from './tree';

const element = (elementInstanceKey: string, elementId: string, scopeKey: string, more: Partial<OpenElement> = {}): OpenElement => ({
  elementInstanceKey,
  elementId,
  elementName: elementId,
  type: 'SUB_PROCESS',
  loopCounter: null,
  scopeKey,
  processInstanceKey: '1',
  processDefinitionName: 'orders',
  calledProcessInstanceKey: null,
  ...more,
});
// Two orders; the second one calls what failed.
const elements = [
  element('10', 'each', '1', { type: 'MULTI_INSTANCE_BODY' }),
  element('11', 'each', '10', { loopCounter: 1 }),
  element('12', 'each', '10', { loopCounter: 2 }),
  element('13', 'pay', '11', { type: 'CALL_ACTIVITY' }),
  element('14', 'pay', '12', { type: 'CALL_ACTIVITY', calledProcessInstanceKey: '2' }),
  element('20', 'charge', '2', { type: 'SERVICE_TASK', processInstanceKey: '2', processDefinitionName: 'payment' }),
];
const incident = { elementInstanceKey: '20', processInstanceKey: '2' };
const tree = new OpenTree('1', elements, [incident]);
const nodes = flowNodesOf(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="orders"><startEvent id="begin"/>
  <subProcess id="each"><multiInstanceLoopCharacteristics/><callActivity id="pay"/><task id="check"/></subProcess>
  <subProcess id="later"><multiInstanceLoopCharacteristics/><task id="remind"/></subProcess>
  <subProcess id="once"><task id="ask"/></subProcess></process></definitions>`);
const node = (id: string) => nodes.find((each) => each.id === id);

test('an incident of what was called is found from the outermost on, and marks all on the way', () => {
  const way = tree.wayTo(incident);
  expect(way.map((each) => each.elementInstanceKey)).toEqual(['10', '12', '14', '20']);
  expect(callsOf(way).map((part) => part.length)).toEqual([3, 1]);
  expect(labelOf(way, (each) => each.elementName, () => undefined)).toBe('each #2 › pay › charge');
  expect(elements.filter((each) => tree.isMarkedInside(each.elementInstanceKey)).map((each) => each.elementInstanceKey)).toEqual(['10', '12', '14']);
  expect(tree.failedInside()).toEqual(['each', 'pay']);
  expect(tree.wholes()).toEqual(['each']);
});

test('an incident of a called process itself is at its call', () => {
  expect(tree.wayTo({ elementInstanceKey: '2', processInstanceKey: '2' }).map((each) => each.elementId)).toEqual(['each', 'each', 'pay']);
  expect(tree.wayTo({ elementInstanceKey: '1', processInstanceKey: '1' })).toEqual([]);
});

test('several scopes hold what begins inside of a multi-instance activity', () => {
  const scopes = tree.scopesFor(node('check'));
  expect(scopes.map((each) => each.loopCounter)).toEqual([1, 2]);
  expect(tree.areInside(tree.activeAt('pay'), scopes)).toBe(true);
  expect(tree.areInside([], scopes)).toBe(false);
  expect(tree.scopesFor(node('ask'))).toEqual([]);
});

test('only what may is begun by hand', () => {
  expect(nodes.filter((each) => tree.mayBegin(each, nodes)).map((each) => each.id)).toEqual(['each', 'pay', 'check', 'later', 'once', 'ask']);
});

test('of a label the whole of a multi-instance activity is a part only where it is meant, and values tell items apart', () => {
  const valueOf = ({ loopCounter }: OpenElement) => (loopCounter ? `order = ${loopCounter * 7}` : undefined);
  const label = (key: string) => labelOf(tree.wayTo(elements.find((each) => each.elementInstanceKey === key) as OpenElement), (each) => each.elementName, valueOf);
  expect(label('13')).toBe('each #1 (order = 7) › pay');
  expect(label('10')).toBe('each');
});

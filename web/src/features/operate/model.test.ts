// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { withValues } from '@/api/engine';
import { drawnOf, flowNodesOf, isDrawn, markedOf, nameOfNode, runningOf, wordsOf } from './model';
import { instructionsOf } from './steps';

const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" name="P">
  <laneSet id="lanes"><lane id="lane" name="L"/></laneSet>
  <startEvent id="begin"/><userTask id="approve" name="审批"/><sequenceFlow id="flow" sourceRef="begin" targetRef="approve"/>
  <subProcess id="inner" name="内"><callActivity id="call"/><exclusiveGateway id="choice"/></subProcess></process></definitions>`;

test('an element is drawn where the model has a shape of it', () => {
  expect(isDrawn(xml, 'approve')).toBe(false);
  expect(isDrawn('<bpmndi:BPMNShape id="s" bpmnElement="approve"/>', 'approve')).toBe(true);
});

test('flow nodes are read with those inside of sub-processes, flows and lanes are none', () => {
  expect(flowNodesOf(xml).map((node) => node.id)).toEqual(['begin', 'approve', 'inner', 'call', 'choice']);
  expect(nameOfNode(flowNodesOf(xml), 'approve')).toBe('审批');
  expect(nameOfNode(flowNodesOf(xml), 'call')).toBe('call');
});

test('the drawing marks what failed, what is active and what is over', () => {
  const count = (elementId: string, part: object) => ({ elementId, active: 0, canceled: 0, incidents: 0, completed: 0, ...part });
  const counts = [count('begin', { completed: 2 }), count('approve', { active: 3 }), count('call', { active: 1, incidents: 1 })];
  const names = { approve: { zh: '审批', en: 'Approve' } };
  const { active, incidents, done, flows, names: written } = drawnOf(xml, counts, ['flow'], names, (one) => `${one.active}/${one.incidents}`);
  expect(active.map((one) => [one.element, one.persons[0].name])).toEqual([['approve', '3/0']]);
  expect(incidents.map((one) => [one.element, one.title.zh])).toEqual([['call', '1/1']]);
  expect(done).toEqual([{ element: 'begin', times: 2 }]);
  expect(flows).toEqual(['flow']);
  expect(written).toBe(names);
});

test('what runs beside a failed instance of many is counted, the whole is not', () => {
  const count = (elementId: string, active: number, incidents: number) => ({ elementId, active, incidents, canceled: 0, completed: 0 });
  const counts = [count('each', 3, 1), count('alone', 0, 1), count('whole', 0, 1), count('plain', 2, 0)];
  const running = runningOf(counts, ['each']).map((one) => [one.elementId, one.active, one.incidents]);
  expect(running).toEqual([
    ['each', 2, 1],
    ['alone', 0, 1],
    ['whole', 0, 1],
    ['plain', 2, 0],
  ]);
});

test('what is at an element is said with what failed and what goes on', () => {
  const words = (active: number, incidents: number) => wordsOf({ elementId: 'e', active, incidents, canceled: 0, completed: 0 }, (text, { count }) => `${count} ${text}`);
  expect([words(2, 0), words(0, 1), words(2, 1)]).toEqual(['2 countActive', '1 countIncidents', '1 countIncidents · 2 countActive']);
});

test('what failed inside of an element counts as failed there', () => {
  const count = (elementId: string, active: number, incidents: number) => ({ elementId, active, incidents, canceled: 0, completed: 0 });
  const marked = markedOf([count('each', 3, 0), count('call', 2, 1)], ['each', 'each', 'call']);
  expect(marked.map((one) => [one.elementId, one.active, one.incidents])).toEqual([
    ['each', 1, 2],
    ['call', 1, 2],
  ]);
});

const nested = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"><process id="p">
  <startEvent id="begin"/><subProcess id="each"><multiInstanceLoopCharacteristics><extensionElements>
  <zeebe:loopCharacteristics inputCollection="=orders" inputElement="order"/></extensionElements></multiInstanceLoopCharacteristics>
  <subProcess id="inner"><task id="deep"/></subProcess></subProcess><boundaryEvent id="late" attachedToRef="each"/>
  <subProcess id="undo" triggeredByEvent="true"><startEvent id="undone"><compensateEventDefinition/></startEvent></subProcess></process></definitions>`;

test('elements know what is around them, what they repeat for and whether they begin by hand', () => {
  const nodes = flowNodesOf(nested);
  expect(nodes.find((node) => node.id === 'deep')?.around).toEqual(['inner', 'each']);
  expect(nodes.find((node) => node.id === 'each')).toMatchObject({ around: [], isMany: true, item: 'order', beginsByHand: true });
  expect(nodes.find((node) => node.id === 'inner')).toMatchObject({ isMany: false, item: undefined });
  expect(nodes.filter((node) => !node.beginsByHand).map((node) => node.id)).toEqual(['begin', 'late', 'undo', 'undone']);
});

test('steps of a modification move, end or begin', () => {
  const byId = (sourceElementId: string) => ({ sourceType: 'byId', sourceElementId });
  expect(instructionsOf([{ from: 'a', to: 'b' }, { from: 'c' }, { to: 'd' }, {}])).toEqual({
    moveInstructions: [{ sourceElementInstruction: byId('a'), targetElementId: 'b', variableInstructions: [] }],
    terminateInstructions: [{ elementId: 'c' }],
    activateInstructions: [{ elementId: 'd', variableInstructions: [] }],
  });
});

test('steps name single tokens, the scope that something begins in and its variables', () => {
  const given = [
    { name: 'sum', value: '12345678901234567.250', scope: 'b' },
    { name: ' who ', value: 'me', scope: 'b' },
    { name: 'all', value: '[1]', scope: '' },
    { name: '', value: '1', scope: '' },
  ];
  const variables = [
    { scopeId: 'b', variables: { sum: '12345678901234567.250', who: '"me"' } },
    { scopeId: '', variables: { all: '[1]' } },
  ];
  const made = instructionsOf([{ from: 'a', tokens: ['7', '8'], to: 'b', scope: '5', given }, { from: 'c', tokens: ['9'] }, { to: 'd', scope: '6' }]);
  const byKey = (sourceElementInstanceKey: string) => ({ sourceType: 'byKey', sourceElementInstanceKey });
  const where = { ancestorScopeType: 'direct', ancestorElementInstanceKey: '5' };
  expect(made).toEqual({
    moveInstructions: ['7', '8'].map((key) => ({
      sourceElementInstruction: byKey(key),
      ancestorScopeInstruction: where,
      targetElementId: 'b',
      variableInstructions: variables,
    })),
    terminateInstructions: [{ elementInstanceKey: '9' }],
    activateInstructions: [{ elementId: 'd', ancestorElementInstanceKey: '6', variableInstructions: [] }],
  });
  expect(withValues(instructionsOf([{ to: 'd', given: given.slice(0, 1) }]))).toContain('"variables":{"sum":12345678901234567.250}');
});

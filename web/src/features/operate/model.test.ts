import { expect, test } from 'vitest';
import { drawnOf, flowNodesOf, isDrawn, nameOfNode, runningOf, wordsOf } from './model';
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

test('steps of a modification move, end or begin', () => {
  expect(instructionsOf([{ from: 'a', to: 'b' }, { from: 'c' }, { to: 'd' }, {}])).toEqual({
    move: [{ from: 'a', to: 'b' }],
    terminate: ['c'],
    activate: ['d'],
  });
});

// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { markersOf, placeOf, sequenceFlowsOf, starvedJoins } from './starved';

const one = 'both waits for a token on posted, fetched that nothing can bring any more';
const two = `${one}\nany waits for a token that nothing can bring any more`;

test('each join is read with the flows that bring it nothing', () => {
  expect(starvedJoins(two)).toEqual([
    { join: 'both', flows: ['posted', 'fetched'] },
    { join: 'any', flows: [] },
  ]);
});

test('what speaks of something else is no join', () => {
  expect(starvedJoins('库存服务没有答复')).toBeUndefined();
  expect(starvedJoins(`${one}\nand more`)).toBeUndefined();
});

test('the drawing marks the joins and their missing flows, and is led to the first join', () => {
  expect(markersOf(['no answer', two])).toEqual({ both: 'jw-incident', posted: 'jw-missing', fetched: 'jw-missing', any: 'jw-incident' });
  expect(placeOf({ elementId: 'part', errorMessage: two })).toBe('both');
  expect(placeOf({ elementId: 'reserve', errorMessage: 'no answer' })).toBe('reserve');
});

test('flows are known by their id, with or without a name', () => {
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><startEvent id="a"/><endEvent id="b"/>
    <sequenceFlow id="f" name="yes" sourceRef="a" targetRef="b"/><sequenceFlow id="g" sourceRef="a" targetRef="b"/></process></definitions>`;
  expect([...sequenceFlowsOf(xml)]).toEqual([
    ['f', { name: 'yes', source: 'a' }],
    ['g', { name: '', source: 'a' }],
  ]);
});

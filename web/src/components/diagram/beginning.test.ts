import { expect, test } from 'vitest';
import { beginningOf } from './beginning';

test('a process begins at its start event most to the left, whatever stands before it', () => {
  const shapes = [
    { type: 'bpmn:Participant', x: 0 },
    { type: 'bpmn:StartEvent', x: 900 },
    { type: 'bpmn:StartEvent', x: 180 },
    { type: 'bpmn:UserTask', x: 60 },
  ];

  expect(beginningOf(shapes)).toBe(shapes[2]);
  expect(beginningOf([shapes[0]])).toBeUndefined();
});

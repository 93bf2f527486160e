import { expect, test } from 'vitest';
import type { Engine } from '@/api/engine';
import { groupsOf } from './incident-groups';

const incident = (incidentKey: string, elementId: string, errorMessage: string) =>
  ({ incidentKey, elementId, errorMessage, errorType: 'JOB_NO_RETRIES', processInstanceKey: '1' }) as Engine['Incident'];
const all = [incident('1', 'pay', 'boom'), incident('2', 'pay', 'boom'), incident('3', 'pay', 'bang'), incident('4', 'ship', 'boom'), incident('5', 'pay', 'boom')];
const keysOf = (apart: string[]) => groupsOf(all, new Set(apart)).map(({ incidents }) => incidents.map((each) => each.incidentKey));

test('incidents at one place with one reason are one group', () => {
  expect(keysOf([])).toEqual([['1', '2', '5'], ['3'], ['4']]);
  expect(groupsOf(all.toReversed(), new Set()).map(({ incidents }) => incidents.length)).toEqual([3, 1, 1]);
});

test('a group is taken apart', () => {
  const [{ key }] = groupsOf(all, new Set());
  expect(keysOf([key])).toEqual([['1'], ['2'], ['3'], ['4'], ['5']]);
});

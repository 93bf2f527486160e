import { expect, test } from 'vitest';
import type { MigrationPlan } from '@/api/engine';
import { askedOf, instancesAt, mappingsOf } from './migration';

const node = (id: string, kind = 'serviceTask') => ({ id, kind, name: '', around: [], isMany: false, beginsByHand: true });
const from = [node('reserve'), node('ship'), node('bill'), node('print', 'userTask')];
const to = [node('reserve'), node('send'), node('bill'), node('print')];
const plan: MigrationPlan = {
  found: 5,
  examined: 5,
  movable: 3,
  elements: [{ from: 'reserve', to: 'reserve', instances: 3 }],
  kept: [],
  closed: [],
  opened: [],
  problems: [
    { elementId: 'ship', reason: 'ship is active and mapped to nothing', instances: 2, examples: ['7', '8'] },
    { elementId: 'process', reason: 'process has not begun: its listeners are not done', instances: 1, examples: ['9'] },
    { elementId: '', reason: 'There is no form of the version that is named: f', instances: 1, examples: ['7'] },
  ],
};

test('active elements are asked for in the order of the model, and nothing that is none of its elements', () => {
  expect(askedOf(plan, from)).toEqual(['reserve', 'ship']);
});

test('what was chosen goes before what is proposed; what is not active goes to the same of its kind', () => {
  const mapped = (chosen: Record<string, string>) =>
    mappingsOf(plan, chosen, from, to).map((one) => `${one.sourceElementId}>${one.targetElementId}`);
  expect(mapped({})).toEqual(['reserve>reserve', 'bill>bill']);
  expect(mapped({ ship: 'send', reserve: 'bill' })).toEqual(['reserve>bill', 'ship>send', 'bill>bill']);
});

test('an active element that found no place does not go to its namesake', () => {
  const hindered = { ...plan, elements: [], problems: [{ ...plan.problems[0], elementId: 'bill' }] };
  expect(mappingsOf(hindered, {}, from, to).map((one) => one.sourceElementId)).toEqual(['reserve']);
});

test('instances at an element are counted, hindered or not', () => {
  expect([instancesAt(plan, 'reserve'), instancesAt(plan, 'ship'), instancesAt(plan, 'bill')]).toEqual([3, 2, 0]);
});

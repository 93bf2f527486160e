import { expect, test } from 'vitest';
import { mainLine } from './main-line';

type State = Parameters<typeof mainLine>[0][number];
const state = (id: string, tone: State['tone'] = 'neutral'): State => ({ id, title: { zh: id, en: id }, tone });
const states = [state('intake'), state('running', 'active'), state('closed', 'good'), state('suspended', 'warning'), state('terminated', 'bad'), state('withdrawn')];
const transitions = [
  { from: ['intake'], to: 'running' },
  { from: ['running'], to: 'closed' },
  { from: ['intake', 'running'], to: 'suspended' },
  { from: ['suspended'], to: '' },
  { from: ['intake'], to: 'terminated' },
  { from: ['intake'], to: 'withdrawn' },
] as unknown as Parameters<typeof mainLine>[1];
const line = (current: string) => mainLine(states, transitions, current).map((one) => one.id);

test('the line leads to the good end, past what lies beside it', () => {
  expect(line('running')).toEqual(['intake', 'running', 'closed']);
});

test('what lies beside it shows while it is so', () => {
  expect(line('suspended')).toEqual(['intake', 'running', 'closed', 'suspended']);
  expect(line('withdrawn')).toEqual(['intake', 'running', 'closed', 'withdrawn']);
});

const demand = ['submitted', 'returned', 'abandoned', 'passed', 'to_allocate', 'waiting', 'managed', 'reported'].map((id) => state(id));
const ways = [
  { from: ['submitted'], to: 'passed' },
  { from: ['submitted'], to: 'returned' },
  { from: ['returned'], to: 'submitted' },
  { from: ['returned'], to: 'abandoned' },
  { from: ['passed'], to: 'to_allocate' },
  { from: ['to_allocate', 'waiting'], to: 'waiting' },
  { from: ['to_allocate', 'waiting'], to: 'managed' },
  { from: ['managed'], to: 'reported' },
] as unknown as Parameters<typeof mainLine>[1];
const demandLine = (current: string) => mainLine(demand, ways, current).map((one) => one.id);

test('what leads back, to another end or only aside is not on the line', () => {
  expect(demandLine('managed')).toEqual(['submitted', 'passed', 'to_allocate', 'managed', 'reported']);
  expect(demandLine('returned')).toEqual(['submitted', 'returned', 'passed', 'to_allocate', 'managed', 'reported']);
  expect(demandLine('waiting')).toEqual(['submitted', 'passed', 'to_allocate', 'waiting', 'managed', 'reported']);
});

test('a stage that some may pass over as part of a longer way stays on the line', () => {
  const stages = ['intake', 'review', 'sales', 'handover', 'closed'].map((id) => state(id));
  const moves = [
    { from: ['intake'], to: 'review' },
    { from: ['review'], to: 'sales' },
    { from: ['sales'], to: 'handover' },
    { from: ['intake'], to: 'handover' },
    { from: ['handover'], to: 'closed' },
  ] as unknown as Parameters<typeof mainLine>[1];
  expect(mainLine(stages, moves, 'handover').map((one) => one.id)).toEqual(['intake', 'review', 'sales', 'handover', 'closed']);
});

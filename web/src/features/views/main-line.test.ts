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

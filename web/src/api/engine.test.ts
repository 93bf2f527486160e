import { expect, test } from 'vitest';
import { ofDrawing } from './engine';

const count = (elementId: string, active: number, incidents: number) => ({ elementId, active, canceled: 0, incidents, completed: 0 });

test('what failed in an activation failed at its ad-hoc sub-process', () => {
  expect(ofDrawing([count('a', 1, 0), count('box', 1, 0), count('box#innerInstance', 2, 1), count('other', 1, 1)])).toEqual([
    count('a', 1, 0),
    count('box', 1, 1),
    count('other', 1, 1),
  ]);
});

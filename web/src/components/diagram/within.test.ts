import { expect, test } from 'vitest';
import { withinDrawing } from './within';

const drawing = { x: 100, y: 50, width: 2000, height: 400 };
const view = (x: number, y: number) => ({ x, y, width: 1000, height: 600 });

test('a step at the end of the drawing leaves no empty place beside it', () => {
  expect(withinDrawing(view(1500, 0), drawing).x).toBe(1112);
  expect(withinDrawing(view(-300, 0), drawing).x).toBe(88);
});

test('a step in the midst of it stays where it is', () => {
  expect(withinDrawing(view(700, 0), drawing).x).toBe(700);
});

test('a side that fits is in the middle, wherever the step is', () => {
  expect(withinDrawing(view(700, 300), drawing).y).toBe(-50);
  expect(withinDrawing(view(700, -300), drawing).y).toBe(-50);
});

import { expect, test } from 'vitest';
import { lanesAtEdge } from './lanes';

const lanes = [
  { name: '销售部', x: 190, y: 80, height: 110 },
  { name: '项目部', x: 190, y: 190, height: 200 },
];

test('lanes whose heading is in view keep their own name', () => {
  expect(lanesAtEdge(lanes, { x: 160, y: 0, height: 600, scale: 1 })).toEqual([]);
});

test('lanes that run out of view are named at the edge, along what is seen of them', () => {
  expect(lanesAtEdge(lanes, { x: 400, y: 100, height: 200, scale: 0.5 })).toEqual([
    { name: '销售部', top: 0, height: 45 },
    { name: '项目部', top: 45, height: 55 },
  ]);
});

test('of a lane hardly seen nothing is said', () => {
  expect(lanesAtEdge(lanes, { x: 400, y: 180, height: 100, scale: 1 }).map((lane) => lane.name)).toEqual(['项目部']);
});

import { expect, test } from 'vitest';
import { beginModel, isProcessId } from './begin';
import { treeOf } from './tree/testing';

test('a new process starts with the whole form of its record, and ends', () => {
  const xml = beginModel({ id: 'seal_flow', name: '用印 & 归档', english: 'Seal', pack: 'papers', record: 'paper', starters: 'everyone' }, { start: '发起', end: '结束' });

  const process = new DOMParser().parseFromString(xml, 'application/xml').querySelector('process')!;
  const settings = [...process.querySelectorAll('properties > property')].map((each) => [each.getAttribute('name'), each.getAttribute('value')]);
  expect([process.getAttribute('id'), process.getAttribute('name')]).toEqual(['seal_flow', '用印 & 归档']);
  expect(settings).toEqual([
    ['jw:record', 'paper'],
    ['jw:starters', 'everyone'],
    ['jw:start_fields', '*=edit'],
    ['jw:title_en', 'Seal'],
    ['jw:withdraw', 'running'],
  ]);
  expect(treeOf(xml).nodes.map((node) => node.kind)).toEqual(['start', 'end']);
  expect(xml).toContain('BPMNShape');
});

test('an id is of small letters, digits and _', () => {
  expect(['seal_flow', 'a1'].every(isProcessId)).toBe(true);
  expect(['', '1a', 'Seal', 'seal-flow', '用印', 'a'.repeat(61)].some(isProcessId)).toBe(false);
});

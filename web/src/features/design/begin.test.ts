// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { allRecords, beginModel, isProcessId, packsFor, usualId } from './begin';
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

test('an id nobody has chosen is made of the English name, or of the record', () => {
  expect(usualId({ english: 'Use of a Seal (contracts)', record: 'seal_use' })).toBe('use_of_a_seal_contracts');
  expect(usualId({ english: '2nd review', record: 'seal_use' })).toBe('nd_review');
  expect(usualId({ english: '', record: 'seal_use' })).toBe('seal_use_flow');
  expect(usualId({ english: ' ', record: 'seal_use' }, 2)).toBe('seal_use_flow_2');
  expect(usualId({ english: '', record: '' })).toBe('');
  expect([usualId({ english: 'Word '.repeat(20), record: '' }, 3)].every(isProcessId)).toBe(true);
  expect(usualId({ english: 'Word '.repeat(20), record: '' }, 3)).toMatch(/^(word_)+w\w*_3$/);
});

test('the records of all packs are offered once, each with the pack it comes from', () => {
  const records = (...ids: string[]) => ids.map((id) => ({ id, title: id }));
  const packs = [
    { id: 'common', title: '基础资料', records: records('client', 'place') },
    { id: 'sales', title: '销售', records: records('client', 'place', 'quote') },
    { id: 'office', title: '行政', records: records('client', 'place', 'leave', 'seal_use') },
  ];

  expect(allRecords(packs).map(({ id, pack }) => `${id} ${pack.id}`)).toEqual(['client common', 'place common', 'quote sales', 'leave office', 'seal_use office']);
  expect(packsFor('leave', packs).map(({ id }) => id)).toEqual(['office']);
  expect(packsFor('client', packs).map(({ id }) => id)).toEqual(['common', 'sales', 'office']);
  expect(packsFor('nothing', packs)).toEqual([]);
});

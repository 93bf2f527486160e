import { expect, test } from 'vitest';
import { namedIn, partsOf } from './mentions';

const lin = { id: 'lin', name: '林晓' };
const yu = { id: 'yu', name: '林晓雨' };

test('a text is told apart at the names in it, the longer name first', () => {
  expect(partsOf('请 @林晓雨 看，@林晓 也看', [lin, yu])).toEqual([
    { text: '请 ' },
    { text: '@林晓雨', person: yu },
    { text: ' 看，' },
    { text: '@林晓', person: lin },
    { text: ' 也看' },
  ]);
  expect(partsOf('a@b 没有人', [lin])).toEqual([{ text: 'a@b 没有人' }]);
});

test('who was picked and taken out again is not named, and nobody twice', () => {
  expect(namedIn('@林晓雨 @林晓雨 请看', [lin, yu])).toEqual(['yu']);
  expect(namedIn('请看', [lin])).toEqual([]);
});

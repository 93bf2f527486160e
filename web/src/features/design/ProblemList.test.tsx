import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { addDesignTexts } from '@/lib/design-texts';
import { startLanguages } from '@/lib/language';
import { ProblemList } from './ProblemList';

beforeAll(async () => {
  await startLanguages();
  addDesignTexts();
});
afterEach(cleanup);

const xml = '<definitions><process id="seal_flow" name="用印申请"/></definitions>';
const stays = {
  code: 'no_way_on',
  element: 'seal_flow',
  line: 6,
  column: 9,
  text: { zh: '单据 seal_use 会一直停在状态 asked', en: 'jw:record: nothing moves seal_use on from asked' },
};
const record = { id: 'seal_use', title: { zh: '用印申请', en: 'Use of a seal' }, fields: [], transitions: [], states: [{ id: 'asked', title: { zh: '申请中', en: 'Asked' } }] };

test('a record that stays where it began is called by its names, with what would move it', () => {
  render(<ProblemList problems={[stays]} xml={xml} record={record} onOpen={() => undefined} />);
  expect(screen.getByRole('listitem').textContent).toMatch(/^用印申请 “用印申请”会一直停在“申请中”：请打开.*第 6 行第 9 列$/);
  expect(screen.queryByText(/asked/)).toBeNull();
});

test('lines of the model are told where they are of use', () => {
  render(<ProblemList problems={[stays]} xml={xml} hasPlaces={false} onOpen={() => undefined} />);
  expect(screen.getByRole('listitem').textContent).toBe('用印申请 单据 seal_use 会一直停在状态 asked');
});
